import pytest
from tests.journeys import screens
from tests.journeys.app import App
@pytest.mark.browser
def test_shot(demo, clock, browser):
    app = App(screens.phone_context(browser).new_page(), demo.url)
    code,name,pin=screens.DOMINIQUE
    app.enrol(code,"T1"); app.sign_in(name,pin); app.plan(); app.take()
    app.page.context.set_offline(True)
    from tests.journeys.picker import Picker
    for _ in range(3):
        app.scan(app.current()); app.page.wait_for_timeout(600)
    app.scan("34242000099993"); app.page.wait_for_timeout(600)
    app.page.goto(f"{app.url}/app/sync"); app.page.wait_for_timeout(800)
    app.page.screenshot(path="/tmp/lab-sync.png")
    with app.page.expect_download() as d: app.button("Save as a file").click()
    d.value.save_as("/tmp/lab-file.txt")
    other = App(screens.phone_context(browser).new_page(), demo.url)
    other.enrol(code,"T2"); other.sign_in(name,pin)
    for lang,theme in (("fr","light"),("en","dark")):
        with screens.shown(other, screens.Scene("devices","","/devices"), "", lang, theme) as it:
            it.page.wait_for_timeout(500); it.page.screenshot(path=f"/tmp/lab-devices-{lang}.png")
        with screens.shown(other, screens.Scene("outbox-file","","/outbox-file"), "", lang, theme) as it:
            it.page.wait_for_timeout(300); it.page.screenshot(path=f"/tmp/lab-box-{lang}-1.png")
            it.page.locator("input[type=file]").set_input_files("/tmp/lab-file.txt"); it.page.wait_for_timeout(2500)
            it.page.screenshot(path=f"/tmp/lab-box-{lang}-2.png", full_page=True)
        with screens.shown(other, screens.Scene("outbox-file","","/outbox-file", screens._choose_a_file), "", lang, theme) as it:
            it.page.screenshot(path=f"/tmp/lab-box-{lang}-3.png")
