"""The app's addresses. Each one's permission is in tests/views/test_permissions.py."""

from django.contrib.auth import views as auth
from django.urls import path

from questions.views import author, author_topics, challenges, classes, people, remarking, student, teacher

urlpatterns = [
    path("", student.home, name="home"),
    path("topics/", student.topics, name="topics"),
    path("topics/<slug:slug>/", student.topic, name="topic"),
    path("questions/<int:question_id>/", student.answer, name="answer"),
    path("questions/<int:question_id>/draft/", student.save_draft, name="save_draft"),
    path("questions/<int:question_id>/submit/", student.submit, name="submit"),
    path("attempts/<int:attempt_id>/", student.result, name="result"),
    path("attempts/<int:attempt_id>/mark/", student.mark_now, name="mark_now"),
    path("attempts/<int:attempt_id>/scheme/", student.attempt_scheme, name="attempt_scheme"),
    path("review/", teacher.review, name="review"),
    path("review/<int:attempt_id>/", teacher.review_attempt, name="review_attempt"),
    path("attempts/<int:attempt_id>/challenge/", challenges.challenge, name="challenge"),
    path("challenges/", challenges.challenges, name="challenges"),
    path("challenges/<int:challenge_id>/", challenges.challenge_answer, name="challenge_answer"),
    path("classes/<int:class_id>/settings/", classes.class_settings, name="class_settings"),
    path("author/", author.question_list, name="question_list"),
    path("author/topics/", author_topics.topic_list, name="topic_list"),
    path("author/topics/new/", author_topics.topic_new, name="topic_new"),
    path("author/topics/preview/", author_topics.topic_preview, name="topic_preview"),
    path("author/topics/<int:topic_id>/", author_topics.topic_edit, name="topic_edit"),
    path("author/new/", author.question_new, name="question_new"),
    path("author/preview/", author.question_preview, name="preview"),
    path("author/<int:question_id>/", author.question_edit, name="question_edit"),
    path("author/<int:question_id>/publish/", author.question_publish, name="question_publish"),
    path("author/<int:question_id>/retire/", author.question_retire, name="question_retire"),
    path("author/<int:question_id>/text/", author.question_text, name="question_text"),
    path("author/<int:question_id>/remark/", remarking.remark, name="remark"),
    path("author/remarks/<int:remarking_id>/", remarking.remarking, name="remarking"),
    path("author/remarks/<int:remarking_id>/continue/", remarking.remarking_continue, name="remarking_continue"),
    path("author/remarks/<int:remarking_id>/apply/", remarking.remarking_apply, name="remarking_apply"),
    path("author/remarks/<int:remarking_id>/undo/", remarking.remarking_undo, name="remarking_undo"),
    path("login/", people.SignIn.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("password/", auth.PasswordChangeView.as_view(), name="password_change"),
    path("password/done/", auth.PasswordChangeDoneView.as_view(), name="password_change_done"),
    path("healthz", people.healthz, name="healthz"),
]
