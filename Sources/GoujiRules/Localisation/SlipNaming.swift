/// A kind of rule that names how an identity came to be broken.
///
/// Such a rule makes no findings of its own, for one cause is one finding: it is named among what the
/// finding explains.
enum SlipNaming: String, CaseIterable {
  /// One figure is off by a single slip of a typing hand.
  case typingSlip = "typing-slip"

  /// One number was taken for two cells.
  case splitNumber = "split-number"
}
