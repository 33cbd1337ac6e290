"""The example of an import that the contract shows: two rows were kept out, and it is told why."""

from typing import Final

IMPORT: Final = {
    "run": "run-20261122-1",
    "dry_run": False,
    "exit_code": 1,
    "errors": 1,
    "warnings": 0,
    "sheets": [
        {
            "file": "党员.xlsx",
            "sheet": "党员",
            "kind": "party_members",
            "kind_name": "党员",
            "confidence": 1.0,
            "header_rows": [1],
            "columns": [
                {
                    "column": "入党日期",
                    "field": "joined_on",
                    "confidence": 1.0,
                    "kept_as_note": False,
                    "why": "列名就是",
                    "meaning": "入党日期",
                }
            ],
            "rows": 120,
            "created": 100,
            "changed": 0,
            "unchanged": 18,
            "removed": 0,
            "refused": 2,
            "merged": 0,
            "unseen": 0,
            "disagreements": 0,
            "findings": [
                {
                    "severity": "error",
                    "file": "党员.xlsx",
                    "sheet": "党员",
                    "row": 17,
                    "column": "入党日期",
                    "value": "2021。3。12",
                    "reason": "认不出的日期",
                    "advice": "请写成 2026-03-01 或 2026年3月1日",
                    "repair": {
                        "cell": "3f2a91c0d4e5-17-3",
                        "to": "2021-03-12",
                        "why": "该有的数字都在，只是夹了别的符号",
                        "done": False,
                    },
                }
            ],
        }
    ],
    "findings": [],
    "repairs": {"offered": 1, "done": 0},
    "finished_at": "2026-11-22T09:30:00+08:00",
    "sentence": "读了 120 行：新增 100，更新 0，未变 18；2 行没有导入，原因见下。",
    "seconds": 0.8,
}
