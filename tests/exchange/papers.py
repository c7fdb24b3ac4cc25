"""Papers with notes and a bibliography, made for the tests; one sentence in them is told from every other text."""

from __future__ import annotations

from pathlib import Path

CANARY = "The heron of the ninth ford counted eleven lanterns before the ferrymen woke."

PAPER = f"""# Guests of the High Valley

The Red Band has sheltered the Blue Front since it came to power in the hill country.<sup>1</sup> {CANARY}<sup>2</sup>
Its spokesmen say otherwise, and the paper of the region has printed it.<sup>3</sup>

## Money

Green State paid wages until the spring of that year.<sup>4</sup> Others doubt it.<sup>5</sup>
A letter confirms it.<sup>6</sup> The ministry counted twice.<sup>7</sup>
What nobody lists stands there too.<sup>8</sup> Figures are estimates.<sup>9</sup>

# References

- Scholar, A. "A Study of the Blue Front." *Journal of Valleys*, February 1, 2020.
- Adams, Ruth. "Who Feeds the Guests?" *The Daily Post*, August 31, 2021. <https://www.example.org/guests/?utm=1>.
- ———. "Guests, Once More." *The Daily Post*, September 2, 2021. <https://example.org/more>.
- Ministry of Roads. "Yearly Report 2022," January 5, 2023. <https://example.org/roads>.

# Notes

1. Scholar, "A Study of the Blue Front," 4.
2. Interviewee 7, Gul Example of the Ferrymen, March 2, 2024.
3. Adams, "Who Feeds the Guests?"
4. Adams, "Guests, Once More."
5. Interviewee 7, March 2, 2024; Adams.
6. E-mail with an expert, Oct. 23, 2024.
7. Ministry of Roads, "Yearly Report 2022," 3.
8. Grey, "The Fords at Night," June 4, 2019.
9. These figures are estimates and nothing more.
"""

ENTRY = """@techreport{valley-desk-2024,
  title = {Guests of the High Valley},
  author = {Cole, Lina},
  institution = {Institute of Valleys},
  year = {2024}, month = {5},
  url = {https://example.org/valley},
}
"""


def write_paper(folder: Path, name: str = "paper.md") -> Path:
    """The paper as a Markdown file."""
    path = folder / name
    path.write_text(PAPER, encoding="utf-8")
    return path
