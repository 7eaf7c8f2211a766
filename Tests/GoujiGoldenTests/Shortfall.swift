/// What the program is known not to read in a sample; the numbers are of cells.
struct Shortfall {
  let note: String

  /// Printed and certain, but without a value.
  let missed: Int

  /// Values that are not what is printed.
  let wrong: Int

  /// Given as empty although the print does not say so.
  let emptied: Int

  init(_ note: String, missed: Int = 0, wrong: Int = 0, emptied: Int = 0) {
    self.note = note
    self.missed = missed
    self.wrong = wrong
    self.emptied = emptied
  }

  /// An entry goes when its sample is read; the truth of a sample is never bent to the program.
  static let known: [String: Shortfall] = [
    "2014-pdf-pages":
      Shortfall(
        "A page number alone on a line takes the figure before it into doubt.",
        missed: 1
      ),
    "2021-flip-book":
      Shortfall(
        "A row of table three is left ambiguous where the print leaves no doubt.",
        missed: 7
      ),
    "2021-labels-lost":
      Shortfall(
        "Rows with an empty label between two known ones are not placed.",
        missed: 28
      ),
    "2021-values-without-labels":
      Shortfall(
        "Fifty-six figures for eight rows without labels are not placed.",
        missed: 56
      ),
    "encoding-broken-label":
      Shortfall(
        "A label with one lost character is not known.",
        missed: 1
      ),
    "tool-slashes":
      Shortfall(
        "Slashes between cells are taken for marks.",
        missed: 10
      ),
    "trap-broken-amount":
      Shortfall(
        "An amount on two lines takes its neighbour into doubt.",
        missed: 1
      ),
    "trap-figures-span-rows":
      Shortfall(
        "A figure that spans two rows is given to the upper one.",
        missed: 10
      ),
    "trap-footnotes-in-labels":
      Shortfall(
        "“注2” behind a label takes the figure into doubt.",
        missed: 1
      ),
    "trap-footnotes-in-labels-lines":
      Shortfall(
        "“注2” behind a label takes the figure into doubt.",
        missed: 1
      ),
    "trap-glosses-behind-figures":
      Shortfall(
        "A figure with a remark in brackets is not read.",
        missed: 3
      ),
    "trap-glosses-behind-figures-text":
      Shortfall(
        "A figure with a remark in brackets is not read.",
        missed: 2
      ),
    "trap-missing-change-lines":
      Shortfall(
        "Without the column 本年增/减 rows of 2019 are not placed, or are given to the form of 2021.",
        missed: 9
      ),
    "trap-missing-pending":
      Shortfall(
        "Table four without 尚未审结 is not read.",
        missed: 12
      ),
    "trap-missing-pending-lines":
      Shortfall(
        "Table four without 尚未审结 is not read.",
        missed: 12
      ),
    "trap-missing-pending-rows":
      Shortfall(
        "Table four without 尚未审结 is not read.",
        missed: 12
      ),
    "trap-missing-public-total-lines":
      Shortfall(
        "Two figures under two of three headings are not placed.",
        missed: 4
      ),
    "trap-odd-figures-cells":
      Shortfall(
        "Figures that are none take their rows into doubt.",
        missed: 72
      ),
    "trap-odd-figures-lines":
      Shortfall(
        "A figure that is none is given as empty, and the rows of others are in doubt.",
        missed: 111,
        emptied: 1
      ),
    "trap-odd-figures-page":
      Shortfall(
        "Figures that are none take their rows into doubt.",
        missed: 54
      ),
    "trap-odd-figures-rows":
      Shortfall(
        "Figures that are none take their rows into doubt.",
        missed: 66
      ),
    "trap-page-number-marked":
      Shortfall(
        "“- 5 -” and “— 4 —” behind a row take it into doubt.",
        missed: 8
      ),
    "trap-spacer-cells-askew":
      Shortfall(
        "Empty cells that put headings and figures in different columns shift the figures.",
        missed: 15
      ),
    "trap-spacer-columns":
      Shortfall(
        "Empty cells between the cells of a page are counted as columns.",
        missed: 15
      ),
    "trap-swapped-made-lines":
      Shortfall(
        "Headings of a line each in another order than the form's leave their figures in doubt.",
        missed: 3
      ),
    "trap-table-two-as-list":
      Shortfall(
        "Table two as a list of sentences is not read, and some of it is given as empty.",
        missed: 6
      ),
    "trap-total-first-lines":
      Shortfall(
        "现行有效 before 本年制发 is not heeded.",
        missed: 3
      ),
    "trap-two-figures-br":
      Shortfall(
        "Two figures in one cell take their row into doubt.",
        missed: 1
      ),
    "trap-two-figures-paragraphs":
      Shortfall(
        "Two figures in one cell take their row into doubt.",
        missed: 1
      ),
    "trap-two-figures-space":
      Shortfall(
        "Two figures in one cell take their row into doubt.",
        missed: 1
      ),
    "trap-two-figures-spans":
      Shortfall(
        "Two figures in one cell take their row into doubt.",
        missed: 1
      ),
    "trap-two-years":
      Shortfall(
        "Last year's report under a title of its own is taken for a copy of this year's.",
        missed: 139
      ),
  ]
}
