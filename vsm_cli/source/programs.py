"""Programs that are installed, told from those that lie in a checked folder."""

import os
import shutil


def installed(program: str) -> str | None:
    """Where a program is installed; None if it is not. The folder that is worked in does not
    count, though Windows, or a `.` in PATH, would start what lies there."""
    folders = filter(os.path.isabs, os.get_exec_path())
    found = shutil.which(program, path=os.pathsep.join(folders))
    return found if found and os.path.isabs(found) else None  # noqa: PTH117
