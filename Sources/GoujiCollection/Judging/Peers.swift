internal import Foundation
internal import GoujiModel
internal import GoujiRules
internal import GoujiSchemas

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
    let scaled = judgeScale(members, &verdicts)
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
        guard distance > limit,
          !scaled.contains(ScaledCell(document: member.document, cell: definition.id))
        else { continue }
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

  /// Looks for amounts that are so far above those of the peers that they are in 元 instead of 万元.
  ///
  /// - Returns: The cells that were reported.
  private func judgeScale(
    _ members: [GroupedReport],
    _ verdicts: inout CollectionVerdicts
  ) -> Set<ScaledCell> {
    guard let rule = verdicts.rule(.scaleOfPeers), let form = members.first?.report.form,
      rule.forms.contains(form.id)
    else { return [] }
    let times = Double(rule.limit("times_median", default: 1000))
    var reported: Set<ScaledCell> = []
    for position in rule.positions(in: form) {
      let definition = form.cells[position]
      let values = members.compactMap { member -> Double? in
        guard let value = member.report[definition.id].value, !value.isZero else { return nil }
        return value.approximation
      }
      guard values.count >= Plausibility.fewestPeers else { continue }
      let middle = median(values)
      for member in members {
        let cell = member.report[definition.id]
        guard let level = member.report.identity.level,
          rule.definition.statement.levels?.contains(level) ?? true,
          let value = cell.value, value.integer != nil, value.approximation >= times * middle,
          // What the amount alone gives away was said of the report alone.
          !book.assess(member.report).findings.contains(where: { $0.rule == rule.rule })
        else { continue }
        reported.insert(ScaledCell(document: member.document, cell: definition.id))
        let usual = Figure(Int(middle.rounded()))
        let finding = rule.settings.finding(
          cell: definition.id,
          reported: value,
          expected: usual,
          message: Bilingual(
            zh: "\(definition.label)填\(value)万元,\(values.count)个同类机关的中位数约为\(usual)万元,疑似按元填报。",
            en:
              "\(definition.label) says \(value) 万元, while the median of \(values.count) agencies of "
              + "this kind is about \(usual): it may be in 元."
          ),
          terms: [FindingTerm(cell: definition.id, figure: value, place: cell.place)],
          place: cell.place
        )
        verdicts.fails(
          rule.rule,
          [CollectionFinding.Part(document: member.document, finding: finding)]
        )
      }
    }
    return reported
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

/// A cell of a report that was found to be in another unit.
private struct ScaledCell: Hashable {
  let document: String
  let cell: CellID
}

/// A figure far from the median of its peers.
private struct Outlier {
  let definition: CellDefinition

  /// From the median, in robust standard deviations.
  let distance: Double
  let median: Double
}
