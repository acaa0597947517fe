"""What went wrong is put in words by `error_in_words` alone, which knows what to do without parameters."""

import ast
from pathlib import Path

import fotfeste

SOURCE = Path(fotfeste.__file__).parent
ONCE = SOURCE / "care/terms/wording.py"


def test_no_page_puts_an_error_in_words_by_itself():
    wrong = []
    for path in [*(SOURCE / "care").rglob("*.py"), *(SOURCE / "channels").rglob("*.py")]:
        if path == ONCE or "rules" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.BinOp)
                and isinstance(node.op, ast.Mod)
                and ast.unparse(node.right).endswith(".params")
            ):
                wrong.append(f"{path.relative_to(SOURCE)}:{node.lineno}")
    assert wrong == []
