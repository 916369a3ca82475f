"""The course as a clone of a git repository: what the reader changed in it, and its next edition."""

import subprocess

from cells import fingerprints, notebooks

AFRESH = """This clone has commits of its own, and nothing was changed. These lines put all that is yours on a branch,
in a folder "mine" beside this one, take the new edition, and bring what you wrote:
  git commit -a -m mine
  git worktree add ../mine
  git reset --keep @{upstream}
  python notebooks/update ../mine"""


class Refused(Exception):
    """What stands in the way, as the reader is told."""


class Clone:
    """A folder of a clone; paths are seen from it."""

    def __init__(self, folder):
        self.folder = folder

    def git(self, *words):
        """What git prints. Refused, with its words, where it fails."""
        try:
            run = subprocess.run(["git", *words], cwd=self.folder, capture_output=True, check=True)
        except FileNotFoundError:
            raise Refused("git is not installed") from None
        except subprocess.CalledProcessError as error:
            raise Refused(f"git {words[0]}: {error.stderr.decode('utf-8', 'replace').strip()}") from None
        return run.stdout.decode("utf-8")

    def has(self, name):
        try:
            return bool(self.git("rev-parse", "--verify", "--quiet", name))
        except Refused:
            return False

    def fetch(self):
        """Learn what is new. Returns whether anything is. Refused where an update could not end well."""
        if not self.has("@{upstream}"):
            raise Refused("This is no clone that follows another repository. Name the folder of an older copy.")
        if any(map(self.has, ("MERGE_HEAD", "REBASE_HEAD", "CHERRY_PICK_HEAD"))):
            raise Refused("A merge is under way: end it with  git merge --abort  (or git rebase --abort).")
        self.git("fetch", "--quiet")
        if self.git("rev-list", "@{upstream}..HEAD"):
            raise Refused(AFRESH)
        return bool(self.git("rev-list", "HEAD..@{upstream}"))

    def changed(self):
        """Paths of the notebooks that differ from the edition that was cloned, damaged ones among them."""
        names = self.git(
            "diff",
            "--name-only",
            "--relative",
            "--diff-filter=MUT",
            "-z",
            "HEAD",
            "--",
            "*.ipynb",
        )
        return [self.folder / name for name in dict.fromkeys(names.split("\0")) if name]

    def versions(self, path):
        """(what the reader has, fingerprints of the edition it was). From a conflict, whole again."""
        name = f"./{path.relative_to(self.folder).as_posix()}"
        if self.has(f":3:{name}"):
            text, base = self.git("show", f":3:{name}"), self.git("show", f":1:{name}")
        else:
            text, base = (
                path.read_bytes().decode("utf-8-sig", "replace"),
                self.git("show", f"HEAD:{name}"),
            )
        return text, fingerprints(notebooks(base)[0])

    def take_new(self, paths):
        """The next edition of everything; of these files, too, whatever they hold."""
        if paths:
            self.git("checkout", "--quiet", "HEAD", "--", *paths)
        self.git("merge", "--quiet", "--ff-only", "@{upstream}")
