import CICU
import GoujiDecoding
import Testing

@Test(.enabled(if: String(cString: cicu_version()).hasPrefix("72.")))
func `characters are simplified as ICU 72 does it`() throws {
  var expected = [UInt16](0x3400...0x9FFF)
  try #require(cicu_simplify(&expected, Int32(expected.count)) == 1)
  #expect(Simplification.table == expected)
}
