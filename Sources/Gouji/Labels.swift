package import GoujiModel

// The words that people read for the states and grades of the model.

extension DocumentReading.Status {
  package var label: Bilingual {
    switch self {
    case .read: Bilingual(zh: "完整读取", en: "read")
    case .partial: Bilingual(zh: "部分读取", en: "partial")
    case .notAReport: Bilingual(zh: "非年度报告", en: "not a report")
    case .unreadable: Bilingual(zh: "无法读取", en: "unreadable")
    }
  }
}

extension Severity {
  package var label: Bilingual {
    switch self {
    case .error: Bilingual(zh: "错误", en: "error")
    case .warning: Bilingual(zh: "警告", en: "warning")
    case .info: Bilingual(zh: "提示", en: "info")
    }
  }
}

extension Evidence {
  package var label: Bilingual {
    switch self {
    case .manifest: Bilingual(zh: "清单", en: "manifest")
    case .title: Bilingual(zh: "标题", en: "title")
    case .signature: Bilingual(zh: "落款", en: "signature")
    case .period: Bilingual(zh: "统计期限", en: "period")
    case .sourceLine: Bilingual(zh: "来源行", en: "source line")
    case .text: Bilingual(zh: "正文", en: "text")
    case .metadata: Bilingual(zh: "元数据", en: "metadata")
    }
  }
}

extension CellStatus {
  package var label: Bilingual {
    switch self {
    case .reported: Bilingual(zh: "已填", en: "reported")
    case .blank: Bilingual(zh: "空白", en: "blank")
    case .deduced: Bilingual(zh: "推定", en: "deduced")
    case .ambiguous: Bilingual(zh: "不确定", en: "ambiguous")
    case .unreadable: Bilingual(zh: "无法识别", en: "unreadable")
    case .missing: Bilingual(zh: "缺失", en: "missing")
    }
  }
}

extension Certainty {
  package var label: Bilingual {
    switch self {
    case .certain: Bilingual(zh: "确定", en: "certain")
    case .strong: Bilingual(zh: "较强", en: "strong")
    case .heuristic: Bilingual(zh: "经验", en: "heuristic")
    }
  }
}

extension ReportIdentity.Scope {
  package var label: Bilingual {
    switch self {
    case .office: Bilingual(zh: "本单位", en: "office")
    case .level: Bilingual(zh: "本级", en: "level")
    case .region: Bilingual(zh: "全区域", en: "region")
    }
  }
}

extension Judgement.Verdict {
  package var label: Bilingual {
    switch self {
    case .confirmed: Bilingual(zh: "属实", en: "confirmed")
    case .dismissed: Bilingual(zh: "不成立", en: "dismissed")
    case .explained: Bilingual(zh: "已说明", en: "explained")
    }
  }
}
