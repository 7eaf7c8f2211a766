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
    "placeholder": Shortfall("none", missed: 1)
  ]
}
