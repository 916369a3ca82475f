"""Whose is a file? Archives as learning platforms make them, with what goes wrong in a class of 120."""

import io
import os
import sys
import unicodedata
import zipfile

import pytest
from nbgrader.apps import ZipCollectApp
from test_assignments import COURSE, NAMES
from test_grading import instructors_folder

sys.path.insert(0, str(COURSE))

from instructor import identity, platforms  # noqa: E402
from instructor.sorting import Sorter  # noqa: E402

NAME = NAMES[0]
STUDENTS = """id,first_name,last_name,email,login,canvas,ilias,1-data
ann1,Ann,Lee,ann.lee@uni.edu,alee,501,,
ann2,Ann,Lee,ann.lee.2@uni.edu,alee2,502,77,2002
bo,Bo,Berg,bo@uni.edu,,,,
bo_berg,Bodo,Berg-Tal,bodo@uni.edu,,,,
s_42,Jürgen,Groß,jg@uni.edu,jg_1,,,
1234,Zoë,van der Poel,zoe@uni.edu,,600,,
"""
WORKSHEET = """Identifier,Full name,Email address,Status,Grade,Last modified (submission)
Participant 3001,Ann Lee,ann.lee@uni.edu,Submitted,,"Friday, 27 November 2026, 3:04 PM"
Participant 3002,Ann Lee,ann.lee.2@uni.edu,Submitted,,-
Participant 3003,Jürgen Groß,,Submitted,,"Friday, 27 November 2026, 11:30 PM"
"""


def archive(path, files):
    """A zip file {name: text or bytes}."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)


def zipped(**files):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name, text in files.items():
            file.writestr(f"{name}.ipynb", text)
    return content.getvalue()


def sorter(folder, students=STUDENTS, worksheet=None):
    if students:
        (folder / "students.csv").write_text(students, "utf-8")
    if worksheet:
        (folder / "worksheet.csv").write_text(worksheet, "utf-8-sig")
    return Sorter(folder / "students.csv", folder, NAME)


def whose(folder, *paths, **settings):
    """{student: paths} of an archive with these files."""
    archive(folder / "archive" / "class.zip", dict.fromkeys(paths, "{}"))
    found = sorter(folder, **settings).sort(folder / "archive")
    return {student: [handed.path for handed, _ in files] for student, files in found.items()}


@pytest.mark.parametrize(
    "path, student",
    {
        "Zoë van der Poel_9_assignsubmission_file_/a.ipynb": "1234",  # Moodle, by a name that one has
        "Zoë van der Poel_9_assignsubmission_file/a.ipynb": "1234",
        "Group 3-Bodo Berg-Tal_9_assignsubmission_file_a_b.ipynb": "bo_berg",  # of a group, without folders
        "Ann Lee_2002_assignsubmission_file_/a.ipynb": "ann2",  # by the number in the column 1-data
        "Participant_2002_assignsubmission_file_/a.ipynb": "ann2",  # blind
        "Participant 2002_assignsubmission_file_/a.ipynb": "ann2",
        "leeann_501_88_1-data.ipynb": "ann1",  # Canvas
        "leeann_LATE_502_88_1-data-1.ipynb": "ann2",
        "großjürgen_9_88_a.ipynb": "s_42",
        "anon_502_88_a.ipynb": "ann2",
        "Homework_1_alee_attempt_2026-11-28-15-00-00_a_1.ipynb": "ann1",  # Blackboard
        "Homework_1_jg_1_attempt_2026-11-28-15-00-00.ipynb": "s_42",
        "1-data/Abgaben/Lee_Ann_x_77/a.ipynb": "ann2",  # ILIAS
        "Multi/Lee_Ann_alee_9/a.ipynb": "ann1",
        "s_42_1-data.ipynb": "s_42",  # no platform
        "S_42.ipynb": "s_42",
        "all/s_42_5_6_work.ipynb": "s_42",
        "bo_berg/a.ipynb": "bo_berg",
        "bo/berg_a.ipynb": "bo",
        "JG@UNI.EDU_a.ipynb": "s_42",
        "Ann Lee_9_assignsubmission_file_/a.ipynb": "ann1",  # the other Ann Lee has another number
    }.items(),
)
def test_a_file_finds_its_student(tmp_path, path, student):
    assert whose(tmp_path, path) == {student: [path]}
    other_form = unicodedata.normalize("NFD", path)
    assert list(whose(tmp_path, other_form, students=unicodedata.normalize("NFD", STUDENTS))) == [student]
    assert list(whose(tmp_path, path, students=STUDENTS.replace(",", ";"))) == [student]


@pytest.mark.parametrize(
    "path, words",
    {
        "Ann Lee_9_assignsubmission_file_/a.ipynb": [
            "Ann Lee (ann1) or Ann Lee (ann2)",
            "Write 9 into a column 1-data",
            "grading worksheet",
        ],
        "Bo Berg_2002_assignsubmission_file_/a.ipynb": ["Ann Lee (ann2) or Bo Berg (bo)"],  # number and name disagree
        "Participant_1234_assignsubmission_file_/a.ipynb": ["Nobody"],  # no id, but Moodle's number of somebody
        "leeann_600_88_a.ipynb": ["Zoë", "Ann Lee (ann1)", "Write 600 into a column canvas"],
        "vanderpoelzoë_601_88_a.ipynb": ["Nobody"],  # the column canvas has another number
        "Homework 1_nobody_attempt_2026-11-28-15-00-00_a.ipynb": ["Nobody", "Write nobody into a column login"],
        "bo_berg_a.ipynb": ["Bo Berg (bo) or Bodo Berg-Tal (bo_berg)", "downloaded/1-data/archive/ID/"],
        "homework.ipynb": ["Nobody fits homework.ipynb"],
        "../../gradebook.db/../evil.ipynb": ["Nobody fits gradebook.db/evil.ipynb"],
    }.items(),
)
def test_a_file_that_fits_nobody_or_two_is_told_with_what_to_do(tmp_path, path, words):
    with pytest.raises(identity.Unclear) as told:
        whose(
            tmp_path, path, "s_42_a.ipynb", students=STUDENTS.replace(",2002", ",") if "Ann Lee" in path else STUDENTS
        )
    assert all(word in str(told.value) for word in words), told.value
    assert "s_42_a" not in str(told.value)


def test_moodles_worksheet_says_who_is_who_and_when(tmp_path):
    paths = [f"Ann Lee_{number}_assignsubmission_file_/a.ipynb" for number in (3001, 3002)]
    blind = "Participant_3003_assignsubmission_file_/a.ipynb"
    assert whose(tmp_path, *paths, blind, worksheet=WORKSHEET) == {
        "ann1": [paths[0]],
        "ann2": [paths[1]],
        "s_42": [blind],
    }
    known = sorter(tmp_path)
    assert str(known.time(platforms.read(paths[0]))) == "2026-11-27 15:04:00"
    assert known.time(platforms.read(paths[1])) is None


def test_two_people_never_become_one(tmp_path):
    one_ann = STUDENTS.replace("ann2,Ann,Lee", "ann2,Anna,Lee").replace(",2002", ",")
    paths = [f"Ann Lee_{number}_assignsubmission_file_/a.ipynb" for number in (1, 2)]
    with pytest.raises(identity.Unclear, match="Two people handed in .* and both fit ann1"):
        whose(tmp_path, *paths, students=one_ann)
    (tmp_path / "students.csv").unlink()
    assert whose(tmp_path, *paths, students=None) == {"1": [paths[0]], "2": [paths[1]]}


def test_without_students_csv_the_platforms_own_part_is_the_id(tmp_path):
    paths = {
        "1234": "Ann Lee_1234_assignsubmission_file_/x.ipynb",
        "501": "leeann_LATE_501_88_1-data.ipynb",
        "alee": "Homework 1_alee_attempt_2026-11-28-15-00-00_a.ipynb",
        "bo": "bo_a.ipynb",
    }
    assert whose(tmp_path, *paths.values(), students=None) == {student: [path] for student, path in paths.items()}
    with pytest.raises(identity.Unclear, match="Whose is a.ipynb"):
        whose(tmp_path, "a.ipynb", students=None)


def test_the_newest_of_several_notebooks_stands_first(tmp_path):
    old, new = (f"1_alee_attempt_2026-11-{day}-15-00-00_a.ipynb" for day in (27, 28))
    assert whose(tmp_path, old, new)["ann1"] == [new, old]
    assert whose(tmp_path, "s_42_b.ipynb", "s_42_a.ipynb")["s_42"] == ["s_42_a.ipynb", "s_42_b.ipynb"]


def test_other_files_archives_in_archives_and_what_can_t_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr("instructor.archives.LARGEST", 10_000)
    files = {
        "s_42_work.zip": zipped(inside="{}"),
        "bo/work.pdf": "",
        "bo/photo.zip": b"PK no zip at all",
        "1234_a.ipynb": "x" * 10_001,
        "__MACOSX/._s_42_a.ipynb": "",
        "ann1_a/.ipynb_checkpoints/b.ipynb": "",
        "whose.pdf": "",
        "leeann_501_88_w.zip": zipped(x="{}"),
    }
    archive(tmp_path / "archive" / "class.zip", files)
    archive(tmp_path / "archive" / "late.zip", {"ann2_a.ipynb": "{}"})
    (tmp_path / "archive" / "bo_berg").mkdir()
    (tmp_path / "archive" / "bo_berg" / "a.ipynb").write_text("{}")
    known = sorter(tmp_path)
    found = known.sort(tmp_path / "archive")
    assert {student: files[0][0].path for student, files in found.items()} == {
        "s_42": "s_42_work/inside.ipynb",
        "ann1": "leeann_501_88_w/x.ipynb",
        "ann2": "ann2_a.ipynb",
        "bo_berg": "bo_berg/a.ipynb",
    }
    assert found["ann1"][0][0].page(NAME) == "leeann_501_88_w.html"
    told = "\n".join(known.notices)
    assert "bo handed in nothing that ends in .ipynb, but bo/photo.zip is damaged, or no zip file, bo/work.pdf" in told
    assert "1234 handed in nothing that ends in .ipynb, but 1234_a.ipynb has 0.01 MB" in told
    (tmp_path / "archive" / "class.zip").write_bytes(b"half a file")
    with pytest.raises(identity.Unclear, match=r"class\.zip is damaged"):
        known.sort(tmp_path / "archive")


def test_letters_of_a_zip_program_that_declares_nothing(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("großjürgen_9_88_a.ipynb", "{}")
    undeclared = bytearray(content.getvalue())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        undeclared[undeclared.index(signature) + place + 1] &= ~0x08
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "class.zip").write_bytes(undeclared)
    assert list(sorter(tmp_path).sort(tmp_path / "archive")) == ["s_42"]


@pytest.mark.parametrize(
    "text, words",
    {
        "name,mail\nAnn,a@b.c": "needs a column id; its first line is: name,mail",
        "id\nann\nbo\nANN": "row 4 has the id of row 2",
        "id\na/b": "row 2: the id 'a/b' can't be the name of a folder",
        "id,last_name\n,Lee": "row 2: the id ''",
    }.items(),
)
def test_a_class_list_that_is_unfit_is_told(tmp_path, text, words):
    (tmp_path / "students.csv").write_text(text, "utf-8-sig")
    with pytest.raises(identity.Unclear, match=words):
        identity.students(tmp_path / "students.csv", NAME)


@pytest.mark.parametrize(
    "path, page",
    {
        "Ann Lee_1234_assignsubmission_file_/my work.ipynb": "Ann Lee_1234_assignsubmission_file_/1-data.html",
        "all/Ann Lee_12_assignsubmission_file_/a/b.ipynb": "all/Ann Lee_12_assignsubmission_file_/1-data.html",
        "Ann Lee_1234_assignsubmission_file_my.ipynb": "Ann Lee_1234_assignsubmission_file_my.html",
        "leeann_LATE_1_2_my.work.ipynb": "leeann_LATE_1_2_my.work.html",
        "Lee_Ann_alee_1234/a.ipynb": "Lee_Ann_alee_1234/1-data.html",
        "ann/a.ipynb": "ann/1-data.html",
        "ann_a.ipynb": "ann_a.html",
    }.items(),
)
def test_feedback_lies_where_the_platform_looks_for_it(path, page):
    assert platforms.read(path).page(NAME) == page


@pytest.fixture
def course(tmp_path):
    instructors_folder(tmp_path)
    release = tmp_path / "release" / NAME
    release.mkdir(parents=True)
    (release / f"{NAME}.ipynb").write_text("{}")
    (tmp_path / "students.csv").write_text(STUDENTS, "utf-8")
    return tmp_path


def collected(course, capsys, force=False):
    """Status of nbgrader zip_collect, what it says, and {path below submitted/: text}."""
    app, status = ZipCollectApp(), 0
    app.initialize([NAME] + ["--force"] * force)
    try:
        app.start()
    except SystemExit as end:
        status = end.code
    files = {path.relative_to(course / "submitted").as_posix(): path for path in course.glob("submitted/*/*/*")}
    return status, capsys.readouterr().err, {path: file.read_text("utf-8") for path, file in files.items()}


def test_collecting_again_keeps_what_a_person_has_mended(course, capsys, monkeypatch):
    monkeypatch.chdir(course)
    downloaded = course / "downloaded" / NAME
    (downloaded / "archive").mkdir(parents=True)
    (downloaded / "moodle.csv").write_text(WORKSHEET, "utf-8")
    first = {"s_42_a.ipynb": "1", "bo_a.ipynb": "1", "ann1_a.ipynb": "1", "1234_a.ipynb": "1"}
    archive(downloaded / "archive" / "class.zip", first | {"ann2_a.ipynb": "1", "who.ipynb": "?"})
    status, told, files = collected(course, capsys)
    assert status == 1 and not files, told
    assert "Nobody fits who.ipynb" in told and "Nothing was collected" in told

    moodle = {"Ann Lee_3001_assignsubmission_file_/b.ipynb": "3"}
    archive(downloaded / "archive" / "class.zip", first | moodle)
    status, told, files = collected(course, capsys, force=True)
    assert status == 0, told
    assert files[f"ann1/{NAME}/{NAME}.ipynb"] == "3", "the one with a time is newer"
    assert files[f"ann1/{NAME}/timestamp.txt"].startswith("2026-11-27 15:04:00")
    assert "Creating" not in told, "a line for each student, of no use to anybody"
    assert len(files) == 6 and "ann1 handed in 2 notebooks; the newest is graded" in told

    untouched = course / "submitted" / "1234" / NAME / f"{NAME}.ipynb"
    os.utime(untouched, (1, 1))
    for student in ("s_42", "bo"):
        (course / "submitted" / student / NAME / f"{NAME}.ipynb").write_text("mended")
    by_hand = course / "submitted" / "ann2" / NAME / f"{NAME}.ipynb"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("from a mail")
    archive(
        downloaded / "archive" / "class.zip",
        first | {"bo_a.ipynb": "2", "bo_berg/a.ipynb": "1", "ann2_a.ipynb": "1", "ann1_a.ipynb": "2"},
    )
    status, told, files = collected(course, capsys, force=True)
    assert status == 0, told
    assert {path.split("/")[0]: text for path, text in files.items() if path.endswith(f"{NAME}.ipynb")} == {
        "s_42": "mended",
        "bo": "mended",
        "ann2": "from a mail",
        "1234": "1",
        "ann1": "2",
        "bo_berg": "1",
    }
    assert untouched.stat().st_mtime == 1
    for words in (
        "s_42: the file in submitted/ was changed by hand, and stays",
        "bo: the archive holds another one now; to take it, delete",
        "ann2: the file in submitted/ was changed by hand, and stays",
        "ann1 handed in anew: --student=ann1 --force grades the new notebook",
    ):
        assert words in told
    assert "s_42: the archive holds another" not in told
