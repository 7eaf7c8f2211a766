"""The list of samples, and what all of them need: invented offices and their reports as text."""

import pages
import tables
from tables import Numbers

SAMPLES = []
PLACES = [
    "澄石县", "雁洲区", "望苇市", "柳坪镇", "石鼓滩街道", "云麓县", "白芦乡", "青笠区", "砚湖市", "苇塘县",
    "松烟镇", "鹤鸣渡区", "枕流县", "榆关坡街道", "沙棘湾区", "听泉县",
]
OFFICES = {"县": "农业农村局", "区": "民政局", "市": "水务局", "镇": "人民政府", "乡": "人民政府", "街道": "办事处"}
HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


class Sample:
    def __init__(self, name, family, what, make):
        self.name, self.family, self.what, self.make = name, family, what, make


def sample(name, family, what):
    """Enters a function that makes a `Source` into the list."""

    def enter(make):
        if any(entry.name == name for entry in SAMPLES):
            raise ValueError(name)
        SAMPLES.append(Sample(name, family, what, make))
        return make

    return enter


class Source:
    def __init__(self, content, tables, kind="txt", encoding="utf-8"):
        self.kind = kind
        self.bytes = content if isinstance(content, bytes) else content.encode(encoding)
        self.cells = [cell for table in tables for cell in table.cells() if cell.key]


class Report:
    """An invented report: who, when, and its tables."""

    def __init__(self, name, form, year=None, quiet=False, width=4):
        numbers = Numbers(name)
        self.place = PLACES[numbers.below(len(PLACES))]
        office = next(value for ending, value in OFFICES.items() if self.place.endswith(ending))
        self.agency = self.place + office
        self.form = form
        self.year = year or {"2014": 2017, "2019": 2020, "2021": 2023}[form]
        self.title = f"{self.agency}{self.year}年政府信息公开工作年度报告"
        self.published = f"{self.year + 1}-01-{numbers.between(11, 29)}"
        if form == "2014":
            self.statistics = tables.statistics(tables.statistics_figures(numbers))
            return
        self.disclosure = tables.disclosure(form, tables.disclosure_figures(form, numbers), width)
        self.applications = tables.applications(form, tables.application_figures(form, numbers, quiet))
        self.review = tables.review(form, tables.review_figures(numbers))

    @property
    def tables(self):
        if self.form == "2014":
            return [self.statistics]
        return [self.disclosure, self.applications, self.review]

    def signature(self):
        year, month, day = self.published.split("-")
        return f"{self.agency}\n{year}年{int(month)}月{int(day)}日"

    def text(self, layout, gap="\n", only=None, headings=HEADINGS, title=True, opening=None):
        """The whole report as text, its tables printed by `layout`."""
        parts = [self.title] if title else []
        parts.append(opening or "现将本机关一年来的政府信息公开工作报告如下。")
        if self.form == "2014":
            parts += ["附件：政府信息公开情况统计表", layout(self.statistics)]
        else:
            parts += [headings[0], "本机关按时更新了网站栏目，群众查阅更加方便。"]
            for position, table in enumerate(self.tables):
                if only is not None and position not in only:
                    continue
                if headings[position + 1]:
                    parts.append(headings[position + 1])
                parts.append(layout(table))
            parts += [headings[4], "栏目分类还不够细，下一步将逐项梳理。", headings[5], "没有其他需要报告的事项。"]
        parts += self.signature().split("\n")
        return gap.join(parts) + "\n"

    def kept(self, only=None):
        return [t for i, t in enumerate(self.tables) if only is None or i in only]

    def sections(self, markup, only=None):
        """The sections of a page, for `pages.page`."""
        out = [(HEADINGS[0], ["本机关按时更新了网站栏目，群众查阅更加方便。"], "")]
        for position, table in enumerate(self.tables):
            if only is None or position in only:
                out.append((HEADINGS[position + 1], [], markup(table)))
        out.append((HEADINGS[4], ["栏目分类还不够细，下一步将逐项梳理。"], ""))
        out.append((HEADINGS[5], ["没有其他需要报告的事项。"], ""))
        return out

    def page(self, markup=pages.table, only=None, **options):
        if self.form == "2014":
            sections = [("政府信息公开情况统计表", [], markup(self.statistics))]
        else:
            sections = self.sections(markup, only)
        return pages.page(self.title, self.agency, self.published, sections, **options)
