/// What an element means for the text of a page.
enum ElementKind: UInt8 {
  /// An element of HTML without meaning here, such as `span` or `a`.
  case inline

  /// No element of HTML, such as Word's `o:p`.
  case unknown
  case block
  case root
  case lineBreak
  case preformatted
  case table
  case rowGroup
  case row
  case cell
  case title
  case meta

  /// An element whose content is not part of the text.
  case skipped

  /// - Parameter name: In lower case.
  init(name: [UInt8]) {
    self = elementKinds[String(decoding: name, as: UTF8.self)] ?? .unknown
  }
}

/// The elements of HTML, those of its earlier versions included.
private let elementKinds: [String: ElementKind] = {
  let names: [ElementKind: String] = [
    .inline: """
    a abbr acronym area audio b base basefont bdi bdo big blink button canvas cite code col \
    colgroup data del dfn em embed font i img input ins kbd label link map mark meter nobr object \
    output param picture progress q ruby s samp small source span strike strong sub sup time track \
    tt u var video wbr
    """,
    .block: """
    address article aside blockquote caption center dd details dialog dir div dl dt fieldset \
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main marquee menu \
    nav ol optgroup option p search section summary textarea ul
    """,
    .root: "html head body frameset",
    .lineBreak: "br",
    .preformatted: "pre listing xmp plaintext",
    .table: "table",
    .rowGroup: "thead tbody tfoot",
    .row: "tr",
    .cell: "td th",
    .title: "title",
    .meta: "meta",
    // `xml` holds Word's settings; `rt` and `rp` the pronunciation beside a character; a `select`
    // the other entries of a menu.
    .skipped: """
    applet datalist frame iframe math noembed noframes noscript rp rt script select style svg \
    template xml
    """,
  ]
  var kinds: [String: ElementKind] = [:]
  for (kind, list) in names {
    for name in list.split(separator: " ") { kinds[String(name)] = kind }
  }
  return kinds
}()

/// An attribute that matters here.
enum AttributeKind: UInt8 {
  case other
  case style
  case hidden
  case columnSpan
  case rowSpan
  case name
  case content

  /// - Parameter name: In lower case.
  init(name: [UInt8]) {
    switch String(decoding: name, as: UTF8.self) {
    case "style": self = .style
    case "hidden": self = .hidden
    case "colspan": self = .columnSpan
    case "rowspan": self = .rowSpan
    case "name", "property": self = .name
    case "content": self = .content
    default: self = .other
    }
  }
}
