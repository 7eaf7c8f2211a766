import Gouji
import Testing

private let cell = CellID(form: "2019", table: .applications, row: .handledTotal, column: .total)

private func finding(expected: Figure, message: String = "m") -> Finding {
  Finding(
    rule: "APP-BALANCE",
    severity: .error,
    certainty: .certain,
    cell: cell,
    reported: 6,
    expected: expected,
    message: Bilingual(zh: message, en: message)
  )
}

@Test func `a fingerprint is the same in every run and whatever the wording`() {
  let fingerprint = finding(expected: 3).fingerprint(agency: "安顺", year: 2019)
  #expect(fingerprint == "a76dbbbf7fe75ba8")
  #expect(finding(expected: 3, message: "n").fingerprint(agency: "安顺", year: 2019) == fingerprint)
}

@Test func `other figures, agencies and years have other fingerprints`() {
  let fingerprints = [
    finding(expected: 3).fingerprint(agency: "安顺", year: 2019),
    finding(expected: 4).fingerprint(agency: "安顺", year: 2019),
    finding(expected: 3).fingerprint(agency: "普定", year: 2019),
    finding(expected: 3).fingerprint(agency: "安顺", year: 2020),
    finding(expected: 3).fingerprint(agency: "安顺", year: 2019, distinction: "a.html"),
    finding(expected: 3).fingerprint(agency: nil, year: nil),
  ]
  #expect(Set(fingerprints).count == fingerprints.count)
}
