"""The command `hearsay`: run the notebooks, check what people wrote, propose and accept, extract, exchange."""

import ast
import os
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

app = typer.Typer(
    help="Who said what, when, on whose word, and who contradicts whom, over any folder of news documents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def folder_of(corpus: Path) -> Path:
    """The folder that an argument names."""
    from hearsay.corpus.documents import find_folder

    return find_folder(corpus)


def parameter_of(text: str) -> tuple[str, Any]:
    """NAME=VALUE as a pair; a value that is no Python literal is text.

    >>> parameter_of("reading=a"), parameter_of("width=40")
    (('reading', 'a'), ('width', 40))
    """
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter("expected NAME=VALUE")
    try:
        found = ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return name, value
    if not isinstance(found, str | int | float | list | None):
        raise typer.BadParameter(f"expected text, a number, a list, True, False or None, found {value}")
    return name, found


ROOT = Path(__file__).resolve().parents[2]
A_FOLDER = "A folder of documents: texts, pages, PDF, Word, RTF, lists, exports; `seeds` comes along."
Corpus = Annotated[Path, typer.Argument(help=A_FOLDER, callback=folder_of)]
Given = typer.Option("-p", "--parameter", metavar="NAME=VALUE", parser=parameter_of, help="Of the notebooks.")


@app.command()
def run(
    corpus: Corpus = Path("seeds"),
    out: Annotated[Path | None, typer.Option(help="Where results go, instead of build/<corpus>/.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Notebooks at a time; 0: one for each core, or fewer.")] = 0,
    parameter: Annotated[list[Any] | None, Given] = None,
    update: Annotated[bool, typer.Option("--update", help="Refresh what is committed of the seeds' run.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Fail where it differs from what is committed.")] = False,
) -> None:
    """Run every notebook over a corpus, into build/<corpus>/: notebooks, figures, tables, pages.

    For the seeds it says whether the result equals what is committed, and what differs.
    """
    from hearsay import committed, results
    from hearsay import run as runner

    seeds = corpus == ROOT / "seeds"
    if update and not seeds:
        raise ValueError("only a run of the seeds is committed; leave out --update, or the corpus")
    results.end_on_signals()
    outcomes = runner.run(corpus, out, jobs, dict(parameter or []), typer.echo)
    if failed := [outcome.task for outcome in outcomes if outcome.error]:
        fail(f"failed: {', '.join(failed)}; the others are finished")
    if seeds and not parameter:
        lines = (committed.refresh if update else committed.differences)(ROOT, out or runner.BUILD / "seeds")
        end = "refreshed: the files above" if update else "NOT equal to what is committed; see above"
        typer.echo("\n".join([*lines, end]) if lines else "equal to what is committed")
        if lines and check and not update:
            fail("the run differs from what is committed; `python3 do.py update` refreshes it")


@app.command()
def check(
    corpus: Corpus,
    fix: Annotated[bool, typer.Option("--fix", help="Fill in empty spans whose words occur once.")] = False,
) -> None:
    """Check the tables that people wrote beside the documents; name file, row and reason of each fault."""
    from hearsay.checking import check_corpus
    from hearsay.proposals.forms import still_open

    found = check_corpus(corpus, fix=fix)
    waiting, spoiled = still_open(corpus)
    notes, faults = [f"note: {note}" for note in found.notes + waiting], found.faults + spoiled
    typer.echo("\n".join([*notes, *(faults or ["no fault found"])]))
    if faults:
        fail(amount(len(faults), "fault"))


@app.command()
def new(
    corpus: Corpus,
    kinds: Annotated[list[str] | None, typer.Argument(help="Of proposed/ these tables alone.")] = None,
    n: Annotated[int, typer.Option("-n", min=1, help="Statements on a check sheet.")] = 30,
    seed: Annotated[int, typer.Option(help="Another number draws another sheet.")] = 1,
) -> None:
    """Write what the machine proposes into FOLDER/proposed/, for you to look through: write y or n under `checked`.

    Its tables are documents, actors, claims, statements, verdicts and sheet. Rows that stand there stay as they are. No run reads proposed/.
    """
    from hearsay.proposals.forms import FORMS
    from hearsay.proposals.new import propose

    for kind, (added, stood) in propose(corpus, kinds or (), n, seed).items():
        path = os.path.relpath(corpus / FORMS[kind].name)
        typer.echo(f"{path}: {amount(added, 'row')} added" + f", {stood} kept" * bool(stood))


@app.command()
def accept(
    corpus: Corpus,
    name: Annotated[str, typer.Argument(help="Who checked the rows: coding/NAME.csv, and the judge of verdicts.")],
    ai: Annotated[bool, typer.Option("--ai", help="An AI checked them; every page says so.")] = False,
) -> None:
    """Move the rows of FOLDER/proposed/ that are checked y into the tables beside the documents, under a name.

    All of them or none: where one cannot be taken, each such row is told with the reason. Nothing that stands there is overwritten. Stances on claims that nobody has
    taken stay the machine's, so check claims before statements.
    """
    from hearsay.proposals.accept import accept as take

    done = take(corpus, name, "ai" if ai else "person")
    lines = [f"{kind}: {amount(count, 'row')} taken" for kind, count in done.moved.items() if count]
    none = (
        "nothing is checked y in proposed/"
        if (corpus / "proposed").is_dir()
        else "there is no proposed/ yet: `hearsay new` makes it"
    )
    lines = lines or ["nothing was taken" if done.conflicts else none]
    typer.echo("\n".join([*lines, *done.left, *done.conflicts]))
    if done.conflicts:
        fail(f"{amount(done.refused, 'row')} could not be taken")


@app.command(name="try")
def try_pattern(
    corpus: Corpus,
    pattern: Annotated[str, typer.Argument(help="As in codebook.toml, in quotation marks: 'met|talks ... union'.")],
    denial: Annotated[bool, typer.Option("--denial", help="It is one of `denials`.")] = False,
) -> None:
    """Show what a pattern of a codebook catches: each sentence, who says it, the stance, the words that turned it."""
    from hearsay.reading import open_reading
    from sayso.patterns import catches

    reading = open_reading(corpus, "machine")
    found = list(catches(reading.machine, pattern, reading.masked, denial=denial))
    for row, caught in found:
        turned = f" (turned by: {', '.join(caught.turned_by)})" if caught.turned_by else ""
        who = row["actor"] or row["source"] or "(no speaker)"
        typer.echo(f"{reading.corpus.label(row['doc_id'])}  {who} {caught.stance}{turned}")
        typer.echo(f"    {row['cue']}: {' '.join(caught.sentence.split())}")
    typer.echo(f"{amount(len(found), 'passage')} caught")


@app.command()
def extract(
    folder: Annotated[Path, typer.Argument(help="Documents, in sub-folders too; with --scheduler also Parquet.")],
    out: Annotated[Path, typer.Option(help="The file to write: CSV, or Parquet where it ends in .parquet.")],
    jobs: Annotated[int, typer.Option(min=1, help="Processes at a time.")] = 1,
    scheduler: Annotated[str, typer.Option(help="A Dask cluster's address instead, as tcp://HOST:8786.")] = "",
) -> None:
    """Find attributed statements in any number of documents: the table `statements`, by machine."""
    from hearsay import extraction, results

    results.end_on_signals()
    there = extraction.extract_on_cluster(folder, out, scheduler) if scheduler else None
    count, left_out = there or extraction.extract_folder(folder, out, jobs)
    for row in left_out.itertuples():
        typer.echo(f"{row.file}: skipped, {row.why}", err=True)
    skipped = f"; {len(left_out)} skipped" if len(left_out) else ""
    typer.echo(f"{count} statements in {out}{skipped}")


@app.command()
def export(
    corpus: Corpus,
    to: Annotated[str, typer.Option(help="refi-qda, dna, webannotation or frictionless.")],
    out: Annotated[Path, typer.Option(help="The file to write; of frictionless the folder.")],
    by: Annotated[str, typer.Option("--coding", help="The coding to export, instead of the one that is counted.")] = "",
) -> None:
    """Write a corpus's statements for another tool: MAXQDA, NVivo, ATLAS.ti, QualCoder, DNA, annotation servers."""
    from hearsay.exchange import convert
    from hearsay.reading import open_reading

    typer.echo(convert.export(open_reading(corpus), to, out, by))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A .qdpx project, web annotations (.json), or DNA's event list (.csv).")],
    corpus: Corpus,
    by: Annotated[str, typer.Option("--as", help="Under whose name: coding/NAME.csv.")],
    kind: Annotated[str, typer.Option("--type", help="person or ai.")] = "person",
) -> None:
    """Take a coding that was made in another tool into a corpus, under a name of its own."""
    from hearsay.exchange import convert

    typer.echo(convert.import_coding(file, corpus, by, kind))


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(context: typer.Context) -> None:
    """Open JupyterLab on the notebooks; further arguments go to JupyterLab."""
    from hearsay import lab as jupyter

    jupyter.begin(context.args)


def amount(count: int, thing: str) -> str:
    """So many things: 1 row, 2 rows."""
    return f"{count} {thing}{'s' * (count != 1)}"


def fail(reason: str) -> NoReturn:
    """End a command that failed: say why, last and on stderr."""
    sys.exit(f"hearsay: {reason.rstrip('.')}.")


def main() -> None:
    """Run the command; an error that we foresaw is one sentence, not a traceback."""
    try:
        app()
    except ModuleNotFoundError as error:
        fail(f"this needs {error.name}, which an extra brings: pip install 'hearsay[lab,cluster]'")
    except ValueError as error:
        fail(str(error))
    except OSError as error:  # a full disk, a folder that may not be written, a file that may not be read
        fail(f"{error.filename}: " * bool(error.filename) + str(error.strerror or error))


if __name__ == "__main__":
    main()
