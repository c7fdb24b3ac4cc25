"""A casebook in which one speaker copies another: seven agencies report the dead of thirty raids, one after another."""

from __future__ import annotations

from pathlib import Path
from random import Random

AGENCIES = ("alpha", "bravo", "cable", "daily", "early", "first", "globe")
RAIDS = 30


def write_copied(folder: Path, seed: int = 3, verdict: str = "", share: float = 0.9) -> Path:
    """Write it: `globe` copies most counts of `alpha` three days later; each errs in every fourth count of its own."""
    random = Random(seed)
    files = {
        "armillary.toml": 'format = 1\ntitle = "Raids"\nas_of = "2022-12-31"\n',
        "actors/all.yaml": "actors:\n"
        + "".join(f"  - {{id: {name}, kind: group, name: {name.title()}}}\n" for name in ("band", "post")),
    }
    speakers, sources = "speakers:\n", "sources:\n"
    told: dict[str, list[int]] = {}
    truth = [random.randint(5, 40) for _ in range(RAIDS)]
    for agency in AGENCIES:
        speakers += (
            f"  - {{id: {agency}, kind: outlet, name: {agency.title()} News, grade: C, grade_reason: So it is.}}\n"
        )
        claims = ""
        told[agency] = [n if random.random() < 0.75 else n + random.choice((-4, -3, -2, 1, 2, 3, 5)) for n in truth]
        if agency == "globe":
            told[agency] = [
                old if random.random() < share else own for old, own in zip(told["alpha"], told[agency], strict=True)
            ]
        for raid, count in enumerate(told[agency]):
            month, later = 1 + raid // 28, agency == "globe"
            source = f"{agency}-{raid + 1}"
            day = f"2022-{month:02}-{1 + raid % 25 + (3 if later else 0):02}"
            sources += f"  - {{id: {source}, kind: article, title: Raid {raid + 1}, speaker: {agency}, date: {day},"
            sources += " read: true}\n"
            claims = f"source: {source}\nclaims:\n  - id: {source}/1\n    at: ¶1\n    incident: band attacks post\n"
            claims += f"    type: raid\n    event: raid-{raid + 1}\n    deaths: {count}\n"
            claims += f"    when: 2022-{month:02}-{1 + raid % 25:02}\n    text: The band raided the post.\n"
            files[f"claims/{source}.yaml"] = claims
    files |= {"speakers/all.yaml": speakers, "sources/all.yaml": sources}
    if verdict:
        files["copying/all.yaml"] = (
            f"copying:\n  - {{id: globe-alpha, copier: globe, original: alpha, verdict: {verdict},"
            " by: the desk, on: 2022-12-01, reason: The same misprints.}\n"
        )
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
