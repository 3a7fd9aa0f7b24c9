"""Django's admin for admins: people, classes, topics. What is written once is shown there, never edited."""

from __future__ import annotations

from typing import Any

from axes.utils import reset as forget_failures
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import BadRequest
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django_tasks_db.admin import DBTaskResult

from questions.forms.admin import ClassForm, PasswordForm, PersonForm, SeenForm
from questions.forms.fields import MOST_DIGITS, sent_number
from questions.models import Attempt, Mark, MarkScheme, PublishingMinimum, Question, Role, SchoolClass, Topic, User
from questions.models.people import REVIEWING_ROLES
from questions.services.class_lists import take_out_everywhere
from questions.services.classes import record_changes, shown

admin.site.site_header = "kwexam administration"
admin.site.site_title = "kwexam"
admin.site.index_title = "People, classes and the question bank"

# Roles say what a user may do; Django's groups would be a second answer to the same question.
admin.site.unregister(Group)
# What the worker has done is looked after with commands (docs/administration.md), and so are failed sign-ins.
admin.site.unregister(DBTaskResult)
# Almost every row is named by one that is kept, so that deleting many at once would be refused.
admin.site.disable_action("delete_selected")

OWN = "This is your own account: another admin can change its role, or make it inactive."


def is_named(row: models.Model) -> bool:
    """Whether a row that is kept names this one, so that it cannot be deleted."""
    relations = (field for field in row._meta.get_fields(include_hidden=True) if isinstance(field, models.ManyToOneRel))
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: row}).exists()
        for relation in relations
        if relation.on_delete is models.PROTECT
    )


class Rows(admin.options.ModelAdmin[Any]):
    """Rows of any kind, on whose pages nothing that somebody makes up in an address or a form ends in an error: Django
    passes some of it on to the database as it is."""

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """The filters beside the list, as their links have them, and no other; nor longer numbers than rows have."""
        endings = ("__exact", "__id__exact", "__isnull")
        return len(str(value)) <= MOST_DIGITS and any(
            lookup.removesuffix(ending) in self.list_filter for ending in endings if lookup.endswith(ending)
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """No page is asked for with its fields filled in."""
        return {}

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        return super().get_object(request, object_id, from_field or None)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        ids = [value for name in request.POST if name.endswith("-id") for value in request.POST.getlist(name)]
        if any(sent_number(value) is None for value in ids):
            raise BadRequest("a row of the list has no number")
        return super().changelist_view(request, extra_context)


class ReadOnly(admin.options.BaseModelAdmin[Any]):
    """Rows that are written once: to look at."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class SharedRows(Rows):
    """Rows that other pages edit too: a page that somebody overtook says so and changes nothing. Only what no kept row
    names can be deleted."""

    form: type[Any] = SeenForm

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not is_named(obj))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj is None else [*fieldsets, (None, {"fields": ("base",)})]

    @transaction.atomic
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None:
            # Held before it is read, so that nobody overtakes the page between its check and its saving.
            self.model._default_manager.select_for_update().filter(pk=sent_number(object_id)).first()
        return super().changeform_view(request, object_id, form_url, extra_context)


@admin.register(User)
class PersonAdmin(SharedRows, UserAdmin):
    """Users. People with attempts or marks cannot be deleted: make them inactive. A password is the only way in."""

    form = PersonForm
    add_form = UserCreationForm
    add_form_template = None
    change_password_form = PasswordForm
    change_user_password_template = "admin/give_password.html"  # noqa: S105 - the name of a file
    list_display = ("username", "name", "role", "is_active", "last_login")
    list_filter = ("role", "is_active", "classes")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("Role", {"fields": ("role", "is_active", "must_change_password")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "role", "password1", "password2")}),
        ("Person", {"fields": ("first_name", "last_name")}),
        ("First sign-in", {"fields": ("must_change_password",)}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """No admin takes the way in from oneself, so that there is always one who has it."""
        return (*self.readonly_fields, *(("role", "is_active") if obj == request.user else ()))

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj != request.user:
            return fieldsets
        return [(title, options | {"description": OWN} if title == "Role" else options) for title, options in fieldsets]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return super().has_delete_permission(request, obj) and obj != request.user

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        if change and obj.role != Role.STUDENT and isinstance(request.user, User):
            left = take_out_everywhere(student=obj, by=request.user)
            if left:
                classes = ", ".join(str(school_class) for school_class in left)
                messages.warning(request, f"{obj.name} is no student any more, so no longer in {classes}.")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[User], search_term: str
    ) -> tuple[QuerySet[User], bool]:
        """Those who are offered while one types a name: for students of a class, students only, and for its teachers
        who can review answers."""
        field = request.GET.get("field_name")
        if field in ("students", "teachers", "lead"):
            queryset = queryset.filter(role__in=(Role.STUDENT,) if field == "students" else REVIEWING_ROLES)
        return super().get_search_results(request, queryset, search_term)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """Django's page. Whoever gets a password from somebody else chooses one's own at the next sign-in, and may sign
        in at once, however many wrong ones were tried before."""
        others = User.objects.filter(pk=sent_number(id) or 0).exclude(pk=request.user.pk)
        before = others.values_list("password", flat=True).first()
        response = super().user_change_password(request, id, form_url)
        if others.exclude(password=before).update(must_change_password=True):
            forget_failures(username=others.values_list("username", flat=True).get())
        return response


@admin.register(SchoolClass)
class SchoolClassAdmin(SharedRows):
    form = ClassForm
    list_display = ("name", "teacher_names", "closed_at")
    search_fields = ("name",)
    autocomplete_fields = ("lead", "teachers", "students")

    def get_fields(self, request: HttpRequest, obj: SchoolClass | None = None) -> list[str]:
        """Students come and go on the page of the class list, which records it and lets one undo it."""
        named = ["name", "challenge_limit", "lead", "check_every", "tolerance", "teachers"]
        return [*named, "students"] if obj is None else [*named, "student_list"]

    def get_readonly_fields(self, request: HttpRequest, obj: SchoolClass | None = None) -> tuple[str, ...]:
        return () if obj is None else ("student_list",)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        if db_field.name == "students":
            kwargs["queryset"] = User.objects.filter(role=Role.STUDENT)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def view_on_site(self, school_class: SchoolClass) -> str:
        return reverse("class_list", args=[school_class.pk])

    def get_queryset(self, request: HttpRequest) -> QuerySet[SchoolClass]:
        return super().get_queryset(request).prefetch_related("teachers")

    def save_model(self, request: HttpRequest, obj: SchoolClass, form: Any, change: Any) -> None:
        before = shown(SchoolClass.objects.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)
        if before is not None and isinstance(request.user, User):
            record_changes(school_class=obj, before=before, by=request.user)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        if not form.instance.teachers.filter(is_active=True, role__in=REVIEWING_ROLES).exists():
            messages.warning(request, f"{form.instance} has no teacher who can sign in: nobody reviews its answers.")

    @admin.display(description="students")
    def student_list(self, school_class: SchoolClass) -> str:
        count = school_class.students.count()
        address = reverse("class_list", args=[school_class.pk])
        return format_html('{}: <a href="{}">bring students in or take them out</a>', count, address)

    @admin.display(description="teachers")
    def teacher_names(self, school_class: SchoolClass) -> str:
        return ", ".join(teacher.name for teacher in school_class.teachers.all())


@admin.register(Topic)
class TopicAdmin(SharedRows):
    list_display = ("title", "position")
    list_editable = ("position",)
    search_fields = ("title",)
    prepopulated_fields = {"slug": ("title",)}
    # Notes are written on the author's page, which shows them as students will see them.
    exclude = ("notes",)
    filter_horizontal = ("authors",)
    # The list saves the places that differ from those that it showed, not from those by now.
    formfield_overrides = {models.PositiveIntegerField: {"show_hidden_initial": True}}


@admin.register(PublishingMinimum)
class PublishingMinimumAdmin(Rows):
    """One row for the school; until it is added the defaults hold."""

    list_display = ("__str__",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not PublishingMinimum.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VersionInline(ReadOnly, admin.TabularInline[MarkScheme, Question]):
    model = MarkScheme
    fk_name = "question"
    fields = ("version", "created_at", "author", "stem", "tariff")
    readonly_fields = fields
    show_change_link = True
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[MarkScheme]:
        return super().get_queryset(request).select_related("author")


@admin.register(Question)
class QuestionAdmin(SharedRows):
    """Where a question stands. Its text is edited on the author's page, where editing makes a version."""

    list_display = ("number", "topic", "stem", "status", "edit_text")
    list_display_links = ("number", "stem")
    list_filter = ("status", "topic")
    list_select_related = ("topic", "current")
    search_fields = ("current__stem", "current__text")
    fields = ("topic", "number", "character_limit", "status", "edit_text")
    readonly_fields = ("status", "edit_text")
    inlines = (VersionInline,)

    @admin.display(description="mark scheme")
    def edit_text(self, question: Question) -> str:
        return format_html('<a href="{}">Edit, publish or retire</a>', reverse("question_edit", args=[question.pk]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(MarkScheme)
class MarkSchemeAdmin(ReadOnly, Rows):
    list_display = ("question", "version", "created_at", "author")
    list_select_related = ("question__topic", "author")
    search_fields = ("text",)


class MarkInline(ReadOnly, admin.TabularInline[Mark, Attempt]):
    model = Mark
    fields = ("created_at", "marked_by", "teacher", "mark", "max_mark", "level", "reason")
    readonly_fields = fields
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mark]:
        return super().get_queryset(request).select_related("teacher")


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, Rows):
    """Answers without their students: whose one is, the review shows, and records who asked."""

    list_display = ("pk", "question", "submitted_at")
    list_select_related = ("question__topic",)
    list_filter = ("question__topic",)
    search_fields = ("answer",)
    # Not whose it is, nor what keeps two open pages from overwriting each other.
    exclude = ("student", "key", "page", "sequence", "revision")
    inlines = (MarkInline,)
