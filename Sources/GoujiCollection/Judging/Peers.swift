internal import Foundation
internal import GoujiModel
internal import GoujiRules

/// Plausibility against agencies of the same kind.
enum Plausibility {
  /// Medians of fewer say nothing.
  static let fewestPeers = 12
}

extension CollectionRules {
  /// Looks for figures far from those of agencies of the same kind and level on the same year.
  func judgePeers(_ members: [GroupedReport], _ verdicts: inout CollectionVerdicts) {
    guard let rule = verdicts.rule(.farFromPeers), let form = members.first?.report.form,
      rule.forms.contains(form.id)
    else { return }
    let limit = Double(rule.limit("robust_z", default: 4))
    let least = Double(rule.limit("least", default: 20))
    var outliers: [String: [Outlier]] = [:]
    for position in rule.positions(in: form) {
      let definition = form.cells[position]
      let values = members.map { $0.report[definition.id].value.map { $0.approximation } }
      let known = values.compactMap { $0 }.filter { $0 >= 0 }.map { log1p($0) }
      guard known.count >= Plausibility.fewestPeers else { continue }
      let middle = median(known)
      // 1.4826 makes the median deviation that of a normal distribution.
      let spread = 1.4826 * median(known.map { abs($0 - middle) })
      guard spread > 0 else { continue }
      for (member, value) in zip(members, values) {
        guard let value, value >= 0, max(value, expm1(middle)) >= least else { continue }
        let distance = abs(log1p(value) - middle) / spread
        guard distance > limit else { continue }
        outliers[member.document, default: []].append(
          Outlier(definition: definition, distance: distance, median: expm1(middle).rounded())
        )
      }
    }
    for member in members {
      guard let found = outliers[member.document],
        let lead = found.max(by: { $0.distance < $1.distance })
      else {
        verdicts.holds(rule, member.document)
        continue
      }
      let cell = member.report[lead.definition.id]
      let expected = Figure(Int(lead.median))
      let value = cell.value?.description ?? ""
      verdicts.fails(
        rule.rule,
        [
          CollectionFinding.Part(
            document: member.document,
            finding: Finding(
              rule: rule.rule,
              severity: rule.settings.severity,
              certainty: rule.settings.certainty,
              cell: lead.definition.id,
              reported: cell.value,
              expected: expected,
              message: Bilingual(
                zh: "\(lead.definition.label)为\(value),\(members.count)个同类机关的中位数约为\(expected)。",
                en:
                  "\(lead.definition.label) is \(value), while the median of \(members.count) agencies of "
                  + "this kind is about \(expected)."
              ),
              explains: found.filter { $0.definition.id != lead.definition.id }.map {
                Identity(rule: rule.rule, cell: $0.definition.id)
              },
              terms: [FindingTerm(cell: lead.definition.id, figure: cell.value, place: cell.place)],
              place: cell.place
            )
          )
        ]
      )
    }
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// A figure far from the median of its peers.
private struct Outlier {
  let definition: CellDefinition

  /// From the median, in robust standard deviations.
  let distance: Double
  let median: Double
}
