"""`klyngeflow up`: everything on one machine, one screen that says what runs where."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from adapters.wiring import open_services, prepare
from cli.stack import Stack, running_stack


def run_everything() -> None:
    console = Console()
    services = open_services()
    prepare(services)
    from cli.looking_after import LookingAfter  # Prefect with it, which needs the home to be there

    console.print("Starting …")
    with running_stack(services.settings, console.print) as stack:
        console.print(_screen(stack))
        try:
            LookingAfter(services, stack, console.print).until_stopped()
        except KeyboardInterrupt:
            console.print("Stopping …")


def _screen(stack: Stack) -> Table:
    settings = stack.settings
    table = Table(title="Klyngeflow", show_header=False, title_justify="left")
    table.add_row("Prefect UI", stack.prefect_url)
    table.add_row("Pages", settings.base_url)
    table.add_row("Operator page", f"{settings.operator_url}, opened with: klyngeflow operator")
    table.add_row("Worker", f"at most {settings.worker_limit} runs at a time")
    table.add_row("Everything is kept in", str(settings.home.resolve()))
    if settings.smtp_host:
        table.add_row("Mail", f"{settings.smtp_host}:{settings.smtp_port}")
    else:
        table.add_row("Mail", f"[bold yellow]nothing is really sent[/]; see {settings.outbox.resolve()}")
    table.add_row("Logs", str(settings.home.resolve() / "logs"))
    table.add_row("Stop", "Ctrl-C")
    return table
