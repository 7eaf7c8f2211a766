internal import Gouji

/// How the summary looks.
enum SummaryStyle {
  /// The digest of the style that the page's policy lets pass, in base 64.
  static let digest = base64(hexadecimal: sha256(Array(css.text.utf8)))

  static let css: Markup = """
    :root{color-scheme:light dark;--paper:#fff;--card:#f6f7f9;--ink:#1c1f24;--faint:#5c6470;--line:#d8dce2;--link:#0b57a4;
    --error:#b3261e;--warning:#8a5a00;--info:#3a5f95;--errorfill:#fbe3df;--warningfill:#fdf0cf;--infofill:#e3ebf6;
    --heat0:#e3f1e1;--heat1:#fdf0cf;--heat2:#fbd9a8;--heat3:#f4ad8a;--heat4:#e0796b;--heatink:#1c1f24;--bar1:#3a6ea5;--bar2:#9bb8d6}
    @media (prefers-color-scheme:dark){:root{--paper:#14171b;--card:#1d2127;--ink:#e6e9ee;--faint:#9aa3af;--line:#343a43;--link:#86b9ef;
    --error:#ff9d92;--warning:#f0c063;--info:#9dbfec;--errorfill:#4a1f1b;--warningfill:#43330d;--infofill:#1f2f47;
    --heat0:#1f3a24;--heat1:#4a3d12;--heat2:#6b4616;--heat3:#83381f;--heat4:#a02c26;--heatink:#f3f5f8;--bar1:#6ea3dc;--bar2:#3d5c80}}
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
    header,main,body>footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
    header{padding-top:1.5rem}
    body>footer{padding-top:1rem;padding-bottom:2rem;color:var(--faint);font-size:.875rem}
    h1{font-size:1.6rem;line-height:1.25;margin:0 0 .25rem}
    h2{font-size:1.15rem;margin:2rem 0 .5rem}
    h3{font-size:1rem;margin:0 0 .35rem}
    p{margin:.35rem 0}
    a{color:var(--link)}
    code{font:.85em ui-monospace,Consolas,monospace;color:var(--faint)}
    nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;margin:.5rem 0;font-size:.9rem}
    .note,.legend{color:var(--faint);font-size:.875rem}
    .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.6rem;margin:0}
    .tile{background:var(--card);border-radius:.5rem;padding:.6rem .8rem;border-left:4px solid var(--line)}
    .tile dt{color:var(--faint);font-size:.875rem}
    .tile dd{margin:0;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
    .small .tile dd{font-size:1.1rem}
    .tile.error{border-color:var(--error)}.tile.error dd{color:var(--error)}
    .tile.warning{border-color:var(--warning)}.tile.warning dd{color:var(--warning)}
    .tile.info{border-color:var(--info)}.tile.info dd{color:var(--info)}
    .wide{overflow-x:auto;max-width:100%}
    table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums}
    th,td{padding:.25rem .5rem;border:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:normal}
    thead th{font-weight:600}
    tbody th{font-weight:400}
    thead td{border:0}
    .map th[scope=row]{min-width:9rem;max-width:22rem;position:sticky;left:0;background:var(--paper)}
    .map td{text-align:center;white-space:nowrap;color:var(--heatink);min-width:3.2rem}
    .map .none,td.none{color:var(--faint);background:none}
    .map small{opacity:.8}
    .heat0{background:var(--heat0)}.heat1{background:var(--heat1)}.heat2{background:var(--heat2)}.heat3{background:var(--heat3)}.heat4{background:var(--heat4)}
    .chart{display:block;max-width:none}
    .chart text{font-size:12px;text-anchor:middle;fill:var(--ink)}
    .chart .empty{fill:var(--faint)}
    .chart line{stroke:var(--line)}
    .received{fill:var(--bar1)}.handled{fill:var(--bar2)}
    .key{display:inline-block;width:.8em;height:.8em;margin:0 .3em 0 .8em}
    .key.received{background:var(--bar1)}.key.handled{background:var(--bar2)}
    .figures td,.number{text-align:right}
    .rules td{white-space:nowrap}
    .rules th[scope=row]{min-width:14rem}
    rect.error{fill:var(--error)}rect.warning{fill:var(--warning)}rect.info{fill:var(--info)}
    .badge{display:inline-block;padding:0 .5em;border-radius:.3em;font-size:.8rem;font-weight:600}
    .finding.error .badge,.badge.error{background:var(--errorfill);color:var(--error)}
    .finding.warning .badge,.badge.warning{background:var(--warningfill);color:var(--warning)}
    .badge.info{background:var(--infofill);color:var(--info)}
    .finding{border:1px solid var(--line);border-left-width:4px;border-radius:.5rem;padding:.7rem .9rem;margin:.75rem 0}
    .finding.error{border-left-color:var(--error)}
    .finding.warning{border-left-color:var(--warning)}
    .finding footer{color:var(--faint);font-size:.8rem;margin-top:.4rem}
    .excerpt{margin:.4rem 0;font-size:.8rem}
    .excerpt td{text-align:right;white-space:nowrap}
    .excerpt thead td{border:0}
    .excerpt th{min-width:4.5em}
    .excerpt tbody th{min-width:11em;max-width:24em}
    .excerpt .term{outline:2px dotted var(--faint);outline-offset:-3px}
    .excerpt .ambiguous,.excerpt .unreadable,.excerpt .deduced{font-style:italic}
    .excerpt .missing{color:var(--faint)}
    .excerpt .more{text-align:left;color:var(--faint)}
    mark{color:inherit;background:var(--warningfill);padding:0 .15em;border-radius:.15em}
    .finding.error mark{background:var(--errorfill);color:var(--error);font-weight:600}
    .error .marked{background:var(--errorfill);outline:2px solid var(--error);outline-offset:-2px}
    .warning .marked{background:var(--warningfill);outline:2px solid var(--warning);outline-offset:-2px}
    blockquote{margin:.4rem 0;padding:.3rem .8rem;border-left:3px solid var(--line);background:var(--card)}
    .suggestion{font-size:.9rem}
    @media (max-width:40rem){h1{font-size:1.3rem}.map th[scope=row]{min-width:6.5rem;max-width:6.5rem}.map td{min-width:2.4rem;padding:.25rem}
    .tiles{grid-template-columns:repeat(auto-fit,minmax(5.5rem,1fr))}.excerpt tbody th{min-width:8em}}
    @media print{.finding{break-inside:avoid}}
    """
}

/// The bytes that pairs of hexadecimal digits give, in base 64.
private func base64(hexadecimal text: String) -> String {
  let digits = text.compactMap(\.hexDigitValue)
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  // Three digits make two letters.
  let padded = digits + Array(repeating: 0, count: (3 - digits.count % 3) % 3)
  var encoded = ""
  for start in stride(from: 0, to: padded.count, by: 3) {
    let bits = padded[start] << 8 | padded[start + 1] << 4 | padded[start + 2]
    encoded.append(alphabet[bits >> 6])
    encoded.append(alphabet[bits & 63])
  }
  let letters = encoded.prefix((digits.count * 4 + 5) / 6)
  return letters + String(repeating: "=", count: (4 - letters.count % 4) % 4)
}
