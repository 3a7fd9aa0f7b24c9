"""Django's admin under the product's content policy: an admin can look after people and classes."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.actions import sign_in


def test_an_admin_makes_a_teacher_and_a_class(page: Page) -> None:
    sign_in(page, "admin")
    page.goto("/admin/questions/user/add/")
    page.get_by_label("Username").fill("mr.bell")
    page.get_by_label("First name").fill("Bill")
    page.get_by_label("Last name").fill("Bell")
    page.get_by_label("Role").select_option("teacher")
    page.get_by_label("Password:", exact=True).fill("a-long-enough-one")
    page.get_by_label("Password confirmation:").fill("a-long-enough-one")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")

    expect(page.get_by_label("Last name")).to_have_value("Bell")

    page.goto("/admin/questions/schoolclass/add/")
    page.get_by_label("Name").fill("13C History")
    for field, person in (("teachers", "mr.bell"), ("students", "student3")):
        page.locator(f".field-{field} .select2-search__field").click()
        page.keyboard.type(person)
        page.locator(".select2-results__option", has_text=person).first.click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")
