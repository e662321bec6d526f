"""Draws docs/images/ui-*.png anew: `python docs/make_ui_pictures.py` plays ten meetings and looks at them.

A real house on free ports, in a folder that is deleted afterwards. Takes five minutes on a quiet machine.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

if TYPE_CHECKING:
    from pictures.scenes import Stage
    from prefect.client.schemas.objects import FlowRun

from adapters.settings import TEMPLATES  # noqa: E402
from adapters.wiring import LiveServices, prepare  # noqa: E402
from cli.rehearsal import stage as rehearsal  # noqa: E402
from cli.stack import running_stack  # noqa: E402

IMAGES = PROJECT / "docs/images"
SCREEN = {"width": 1600, "height": 900}
TALLEST, COLOURS = 1500, 96
SECONDS_TO_DRAW = 60
SECONDS_TO_RUN = 240


class Look:
    """A browser on the engine's pages, which takes pictures."""

    def __init__(self, page: Any, address: str) -> None:
        self.page, self._address = page, address

    def at(self, path: str, words: str) -> None:
        """Opens the page and waits until it shows the words."""
        self.page.goto(f"{self._address}{path}")
        self.page.get_by_text(words).first.wait_for(timeout=SECONDS_TO_DRAW * 1000)
        self.page.wait_for_timeout(1500)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).last.click()
        self.page.wait_for_timeout(1500)

    def keeps(self, name: str, height: int = SCREEN["height"]) -> None:
        self.page.set_viewport_size({"width": SCREEN["width"], "height": min(height, TALLEST)})
        self.page.wait_for_timeout(700)
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        file = IMAGES / f"ui-{name}.png"
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        self.page.set_viewport_size(SCREEN)
        print(f"{file.name}: {file.stat().st_size // 1000} kB")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        services = LiveServices(rehearsal.build(Path(folder), "trivsel", TEMPLATES / "packages/trivsel"))
        prepare(services)
        with running_stack(services.settings, print) as stack, browser() as page:
            from pictures.scenes import Stage

            from flows.artifacts import show_all  # the engine's client, once its address is known

            stage = Stage(services)
            stage.play()
            overview = show_all(services)
            draw(Look(page, stack.prefect_url), stage, overview)


@contextmanager
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium.new_page(viewport=SCREEN, locale="da-DK", color_scheme="light")
        chromium.close()


def draw(look: Look, stage: Stage, overview: str) -> None:
    look.at(overview, "Kræver et menneske")
    look.keeps("overview", 1300)
    look.at(
        look.page.get_by_role("link", name="Klynge Limfjorden").first.get_attribute("href"), "Første runde"
    )
    look.keeps("meeting", 1500)
    draw_runs(look, stage)
    draw_forms(look, stage)
    draw_deployments(look)


def draw_runs(look: Look, stage: Stage) -> None:
    look.at("/runs", "Klynge Roskilde")
    look.page.mouse.wheel(0, 560)
    look.keeps("runs", 1200)
    look.at(f"{stage.address('Vesterbro')}?tab=Details", "Klynge Vesterbro")
    look.page.get_by_text("Details", exact=True).click()
    look.page.wait_for_timeout(1500)
    look.keeps("run")


def draw_forms(look: Look, stage: Stage) -> None:
    """Each as it opens; the consultation's is then filled in wrongly, and comes again with the reason."""
    for cluster, name in (("Limfjorden", "form-release"), ("Amager", "form-late-follow-up")):
        look.at(stage.address(cluster), "Resume")
        look.press("Resume")
        look.keeps(name)
    look.at(stage.address("Nord"), "Resume")
    look.press("Resume")
    look.keeps("form-consultation", 1000)
    asked = {run.state_id for run in runs_in("AwaitingConsultation")}
    look.page.locator("textarea").last.fill("Mette Konsulent")
    look.press("Submit")
    soon(lambda: [run for run in runs_in("AwaitingConsultation") if run.state_id not in asked])
    look.at(stage.address("Nord"), "Resume")
    look.press("Resume")
    look.keeps("form-consultation-refused", 1100)


def draw_deployments(look: Look) -> None:
    """What a run is started with, and what becomes of one for a meeting that there is not."""
    look.at("/deployments", "cluster-meeting")
    look.page.get_by_text("cluster-meeting").first.click()
    look.page.get_by_text("Description", exact=True).click()
    look.page.wait_for_timeout(1500)
    look.keeps("deployment", 700)
    look.press("Run")
    look.page.get_by_text("Custom run").click()
    look.page.get_by_text("Mødets id").wait_for()
    look.page.locator("textarea").first.fill("trivsel-findesikke")
    look.keeps("start", 720)
    look.press("Submit")
    look.at(f"/runs/flow-run/{soon(lambda: runs_in('Failed')).id}", "Failed")
    look.keeps("unknown-meeting", 700)


def runs_in(name: str) -> list[FlowRun]:
    """The engine's runs that are in the state of that name."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateName

    which = FlowRunFilter(state=FlowRunFilterState(name=FlowRunFilterStateName(any_=[name])))
    with get_client(sync_client=True) as client:
        return client.read_flow_runs(flow_run_filter=which)


def soon(found: Callable[[], list[FlowRun]]) -> FlowRun:
    """The first of those found, as soon as there is one."""
    deadline = time.monotonic() + SECONDS_TO_RUN
    while time.monotonic() < deadline:
        for run in found():
            return run
        time.sleep(1)
    raise TimeoutError("The run did not get there in time.")


if __name__ == "__main__":
    main()
