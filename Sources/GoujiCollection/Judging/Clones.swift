internal import GoujiModel
internal import GoujiRules

extension CollectionRules {
  /// Reports that agencies other than their own seem to have written.
  func judgeSameFigures(_ members: [GroupedReport], _ verdicts: inout CollectionVerdicts) {
    guard let rule = verdicts.rule(.sameFigures) else { return }
    // The digest brought them together; the cells decide.
    var sets: [(figures: Set<PrintedFigure>, members: [GroupedReport])] = []
    for member in members {
      let figures = Set(
        member.report.printedCells.filter { $0.cell.value?.isZero == false }
          .compactMap { cell in
            cell.cell.value.map { PrintedFigure(cell: cell.definition.id.description, figure: $0) }
          }
      )
      if let index = sets.firstIndex(where: { $0.figures == figures }) {
        sets[index].members.append(member)
      } else {
        sets.append((figures, [member]))
      }
    }
    for (figures, all) in sets {
      let members = withoutSecondNames(all)
      guard members.count > 1 else { continue }
      let ordered = latestFirst(members)
      let finding = rule.settings.finding(
        message: Bilingual(
          zh: "与\(CollectionText.names(ordered.dropFirst().map(\.member.name)).zh)"
            + "\(ordered[0].member.year)年年报的\(figures.count)个非零数据完全相同,疑似误用他单位数据。",
          en: "all \(figures.count) non-zero figures are those of "
            + "\(CollectionText.names(ordered.dropFirst().map(\.member.name)).en) on "
            + "\(ordered[0].member.year)."
        ),
        terms: terms(of: ordered[0])
      )
      verdicts.fails(
        rule.rule,
        [CollectionFinding.Part(document: ordered[0].document, finding: finding)]
          + ordered.dropFirst().map { other in
            .reference(
              other.document,
              to: finding,
              message: Bilingual(
                zh: "\(ordered[0].member.name)年报的\(figures.count)个非零数据与此完全相同。",
                en:
                  "all \(figures.count) non-zero figures of \(ordered[0].member.name) are the same."
              ),
              terms: terms(of: other)
            )
          }
      )
    }
  }

  /// The reports without those of a body that also goes by the name of another one of them, such as
  /// 某县发展和改革局(某县粮食局) beside 某县粮食局.
  private func withoutSecondNames(_ members: [GroupedReport]) -> [GroupedReport] {
    members.enumerated().filter { index, member in
      !members.indices.contains { other in
        other != index && members[other].member.name.count > member.member.name.count
          && members[other].member.name.contains(member.member.name)
      }
    }.map(\.element)
  }

  /// The one published last is likelier the copy.
  private func latestFirst(_ members: [GroupedReport]) -> [GroupedReport] {
    members.sorted { one, other in
      let dates = [one, other].map { $0.report.identity.publishedOn?.value }
      if let first = dates[0], let second = dates[1], first != second { return first > second }
      return one.document > other.document
    }
  }

  private func terms(of member: GroupedReport) -> [FindingTerm] {
    member.report.printedCells.filter { $0.cell.value?.isZero == false }.map {
      FindingTerm(cell: $0.definition.id, figure: $0.cell.value, place: $0.cell.place)
    }
  }

  /// Reports of different agencies whose section one or five is nearly the same.
  ///
  /// Every report is held against the first of those that it resembles, so that a template that
  /// hundreds follow is one finding.
  func judgeSameText(_ members: [GroupedReport], _ verdicts: inout CollectionVerdicts) {
    guard let rule = verdicts.rule(.sameText) else { return }
    let least = Double(rule.limit("similarity_percent", default: 90)) / 100
    var clusters: [[GroupedReport]] = []
    for member in members {
      let index = clusters.firstIndex { cluster in
        TextClones.highest(member.collected.member.text, cluster[0].collected.member.text) >= least
      }
      if let index {
        clusters[index].append(member)
      } else {
        clusters.append([member])
      }
    }
    for cluster in clusters {
      guard cluster.count > 1 else {
        verdicts.holds(rule, cluster[0].document)
        continue
      }
      report(latestFirst(cluster), rule, &verdicts)
    }
  }

  private func report(
    _ cluster: [GroupedReport],
    _ rule: CollectionRule,
    _ verdicts: inout CollectionVerdicts
  ) {
    let shared = SharedSentences(cluster[0].collected, cluster[1].collected)
    let names = CollectionText.names(cluster.dropFirst().map(\.member.name))
    let finding = rule.settings.finding(
      message: Bilingual(
        zh: "第一或第五部分与\(names.zh)\(cluster[0].member.year)年年报几乎相同,与其中第一份有\(shared.count)句逐字相同"
          + "(含数字的\(shared.withFigures)句)。",
        en: "section one or five is nearly that of \(names.en) on \(cluster[0].member.year); "
          + "\(shared.count) sentences equal those of the first, \(shared.withFigures) with figures."
      ),
      terms: shared.ofFirst,
      place: shared.ofFirst.first?.place
    )
    verdicts.fails(
      rule.rule,
      [CollectionFinding.Part(document: cluster[0].document, finding: finding)]
        + cluster.dropFirst().map { other in
          let passages = SharedSentences(cluster[0].collected, other.collected)
          return .reference(
            other.document,
            to: finding,
            message: Bilingual(
              zh: "\(cluster[0].member.name)年报的第一或第五部分与此几乎相同,有\(passages.count)句逐字相同。",
              en: "section one or five of \(cluster[0].member.name) is nearly the same; "
                + "\(passages.count) sentences are equal."
            ),
            terms: passages.ofSecond,
            place: passages.ofSecond.first?.place
          )
        }
    )
  }
}

/// A cell and what is printed in it.
private struct PrintedFigure: Hashable {
  let cell: String
  let figure: Figure
}

/// How alike texts of different agencies must be to be brought together.
enum TextClones {
  /// Below the threshold of the rule, because the estimate is off by 0.03.
  static let similarity = 0.85

  /// The higher of the similarities of sections one and five; 0 when neither can be told.
  static func highest(_ one: TextSketch, _ other: TextSketch) -> Double {
    max(
      TextSketch.similarity(one.overview, other.overview) ?? 0,
      TextSketch.similarity(one.problems, other.problems) ?? 0
    )
  }
}
