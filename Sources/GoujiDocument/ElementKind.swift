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
  case style

  /// A field of a form, which shows its value.
  case field

  /// An entry of a menu, of which only the chosen one shows.
  case option

  /// An element whose content is not part of the text.
  case skipped

  /// - Parameter name: In lower case.
  init(name: UnsafeBufferPointer<UInt8>) {
    self = elementKinds[NameKey(name)] ?? .unknown
  }
}

/// A name as a number: no two names of HTML agree in their length and their first eight letters.
private struct NameKey: Hashable {
  let letters: UInt64
  let length: Int

  init(_ name: UnsafeBufferPointer<UInt8>) {
    var letters: UInt64 = 0
    for byte in name.prefix(8) { letters = letters << 8 | UInt64(byte) }
    self.letters = letters
    length = name.count
  }

  init(_ name: Substring) {
    var name = String(name)
    self = name.withUTF8 { NameKey($0) }
  }
}

/// The elements of HTML, those of its earlier versions included.
private let elementKinds: [NameKey: ElementKind] = {
  let names: [ElementKind: String] = [
    .inline: """
    a abbr acronym area audio b base basefont bdi bdo big blink button canvas cite code col \
    colgroup data dfn em embed font i img ins kbd label link map mark meter nobr object \
    output param picture progress q ruby samp select small source span strong sub time track \
    tt u var video wbr
    """,
    .field: "input",
    .option: "option",
    .block: """
    address article aside blockquote caption center dd details dialog dir div dl dt fieldset \
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main marquee menu \
    nav ol optgroup p search section summary textarea ul
    """,
    .root: "html head body frameset",
    .lineBreak: "br",
    .preformatted: "pre listing xmp plaintext",
    .table: "table",
    .rowGroup: "thead tbody tfoot",
    // Programs that write tables in the markup of texts rather than pages call them `row` and `cell`.
    .row: "tr row",
    .cell: "td th cell",
    .title: "title",
    .meta: "meta",
    .style: "style",
    // `xml` holds Word's settings; `rt` and `rp` the pronunciation beside a character.
    .skipped: """
    applet datalist del frame iframe math noembed noframes noscript rp rt s script strike \
    sup svg \
    template xml
    """,
  ]
  var kinds: [NameKey: ElementKind] = [:]
  for (kind, list) in names {
    for name in list.split(separator: " ") { kinds[NameKey(name)] = kind }
  }
  return kinds
}()

/// An attribute that matters here.
enum AttributeKind: UInt8 {
  case other
  case style
  case hidden
  case `class`
  case identifier
  case columnSpan
  case rowSpan
  case name
  case content
  case value
  case type
  case selected

  /// - Parameter name: In lower case.
  init(name: UnsafeBufferPointer<UInt8>) {
    self = attributeKinds[NameKey(name)] ?? .other
  }
}

private let attributeKinds: [NameKey: AttributeKind] = [
  NameKey("style"): .style, NameKey("hidden"): .hidden, NameKey("class"): .class,
  NameKey("id"): .identifier, NameKey("colspan"): .columnSpan,
  NameKey("rowspan"): .rowSpan, NameKey("name"): .name, NameKey("property"): .name,
  NameKey("content"): .content, NameKey("value"): .value, NameKey("type"): .type,
  NameKey("selected"): .selected,
]
