/// Mends the offsets that a converter of ICU gives for its output.
///
/// Behind some sequences of GB18030 that are no character ICU 72 loses count and goes on from any number
/// to the end of the piece, each character still as far from the one before as in the source. The
/// first of them is put where it can stand at the earliest, so that all are off by three bytes at most.
///
/// - Parameters:
///   - offsets: For each unit of UTF-16 the offset of its character in the piece, -1 where it began before.
///   - units: What the piece was turned into; what lies behind the count is left from other pieces.
///   - count: How many units the piece has.
///   - length: How many bytes the piece has.
func mendLostOffsets(
  _ offsets: inout [Int32],
  of units: [UInt16],
  count: Int,
  length: Int32
) {
  var previous: Int32 = 0
  var lost: Int32 = 0
  for index in 0..<count where offsets[index] != -1 {
    var offset = offsets[index] &- lost
    if offset < previous || offset >= length {
      let width: Int32 = index == 0 ? 0 : units[index - 1] < 0x80 ? 1 : 2
      lost = offsets[index] &- min(previous + width, length - 1)
      offset = offsets[index] &- lost
    }
    offsets[index] = offset
    previous = offset
  }
}
