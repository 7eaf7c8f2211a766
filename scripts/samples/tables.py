"""Official tables with invented figures, as rows of cells that any layout can print."""

import hashlib
import json
import pathlib
import re
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FORMS = {
    form: json.loads((ROOT / f"schemas/forms/{form}.json").read_text(encoding="utf-8"))
    for form in ("2014", "2019", "2021")
}
APPLICANTS = ["natural_person", "business", "research", "public_welfare", "legal_service", "other_org"]
RESULTS = ["upheld", "corrected", "other", "pending"]
PRINTED = {
    "（二）部分公开": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
}


class Numbers:
    """A sequence of numbers that depends on a name alone, on every machine and Python."""

    def __init__(self, name):
        self.name = name
        self.count = 0

    def below(self, limit):
        self.count += 1
        digest = hashlib.sha256(f"{self.name}/{self.count}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % limit

    def between(self, low, high):
        return low + self.below(high - low + 1)


class Cell:
    """One cell as printed. `key` names the figure that it holds, (form, table, row, column)."""

    def __init__(self, text="", key=None, across=1, down=1, status=None, value=None):
        self.text = str(text)
        self.key = key
        self.across = across
        self.down = down
        self.status = status  # of the truth, where the text alone does not say it
        self.value = value

    def copy(self, **changes):
        cell = Cell(self.text, self.key, self.across, self.down, self.status, self.value)
        for name, value in changes.items():
            setattr(cell, name, value)
        return cell


class Table:
    def __init__(self, rows, width):
        self.rows = rows
        self.width = width

    def cells(self):
        return [cell for row in self.rows for cell in row]

    def figures(self, row):
        return [cell for cell in row if cell.key]

    def row_of(self, name):
        return next(
            row for row in self.rows if any(cell.key and cell.key[2] == name for cell in row)
        )

    def cell(self, row, column):
        return next(c for c in self.cells() if c.key and c.key[2:] == (row, column))

    def put(self, row, column, text, value=None, status=None):
        """Prints something else in one cell."""
        cell = self.cell(row, column)
        cell.text, cell.value, cell.status = str(text), value, status
        return self

    def mark(self, status, rows=None):
        """Sets the truth of whole rows, or of the table."""
        for cell in self.cells():
            if cell.key and (rows is None or cell.key[2] in rows):
                cell.status = status
        return self

    def map_text(self, change):
        for cell in self.cells():
            cell.text = change(cell.text)
        return self

    def pad(self, row):
        return self.width - len(row)

    def grid(self):
        """The rows with an empty cell where a cell from above reaches down."""
        rows, reach = [], {}
        for row in self.rows:
            out, column, cells = [], 0, list(row)
            while cells or reach.get(column, 0) > 0:
                if reach.get(column, 0) > 0:
                    reach[column] -= 1
                    out.append(Cell())
                    column += 1
                    continue
                cell = cells.pop(0)
                out.append(cell)
                for offset in range(cell.across):
                    if cell.down > 1:
                        reach[column + offset] = cell.down - 1
                column += cell.across
            rows.append(out)
        return rows


def wide(text):
    """Official labels print their brackets and colons at full width."""
    return text.replace("(", "（").replace(")", "）").replace(":", "：")


def blocks(form, table):
    return next(t for t in FORMS[form]["tables"] if t["table"] == table)["blocks"]


# Figures: consistent unless a sample spoils them.


def disclosure_figures(form, numbers):
    figures = {}
    for block in blocks(form, "disclosure"):
        for row in block["rows"]:
            for column in block["columns"]:
                name = column["column"]
                if row["row"] == "regulations":
                    value = 0
                elif name == "change":
                    value = numbers.between(-6, 9)
                elif name == "amount":
                    value = f"{numbers.between(11, 912)}.{numbers.between(11, 99)}"
                elif name in ("public_total", "in_force"):
                    value = numbers.between(40, 99)
                elif name in ("prior_items", "decisions"):
                    value = numbers.between(14, 480)
                elif name == "repealed":
                    value = numbers.between(1, 9)
                else:
                    value = numbers.between(10, 35)
                figures[row["row"], name] = value
    figures["coercion", "decisions"] = 0
    return figures


def application_figures(form, numbers, quiet=False):
    rows = [r["row"] for r in blocks(form, "applications")[0]["rows"]]
    outcomes = [r for r in rows if r not in ("new_received", "carried_in", "handled_total", "carried_out")]
    figures = {(row, column): 0 for row in rows for column in APPLICANTS}
    for column in APPLICANTS:
        if quiet and column != "natural_person":
            continue
        many = column == "natural_person"
        for row in outcomes:
            if numbers.below(10) < (7 if many else 3):
                figures[row, column] = numbers.between(1, 29 if many else 6)
        handled = sum(figures[row, column] for row in outcomes)
        left = numbers.between(0, 5 if many else 1)
        before = min(numbers.between(0, 4 if many else 1), handled)
        figures["handled_total", column] = handled
        figures["carried_out", column] = left
        figures["carried_in", column] = before
        figures["new_received", column] = handled + left - before
    for row in rows:
        figures[row, "total"] = sum(figures[row, column] for column in APPLICANTS)
    return figures


def review_figures(numbers):
    figures = {}
    for row in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        for column in RESULTS:
            figures[row, column] = numbers.between(0, 7)
        figures[row, "total"] = sum(figures[row, column] for column in RESULTS)
    return figures


# Tables


def disclosure(form, figures, width=4):
    rows = []
    for block in blocks(form, "disclosure"):
        rows.append([Cell(wide(block["heading"]), across=width)])
        labels = ["信息内容"] + [wide(c["label"]) for c in block["columns"]]
        rows.append(spread([Cell(label) for label in labels], width))
        for row in block["rows"]:
            cells = [Cell(row["label"])] + [
                Cell(figures[row["row"], c["column"]], (form, "disclosure", row["row"], c["column"]))
                for c in block["columns"]
            ]
            rows.append(spread(cells, width))
    return Table(rows, width)


def spread(cells, width):
    cells[-1].across = width - len(cells) + 1
    return cells


def applications(form, figures):
    definition = blocks(form, "applications")[0]
    columns = definition["columns"]
    rows = [
        [
            Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", across=3, down=3),
            Cell("申请人情况", across=7),
        ],
        [Cell("自然人", down=2), Cell("法人或其他组织", across=5), Cell("总计", down=2)],
        [Cell(c["label"]) for c in columns[1:6]],
    ]
    counts = {}
    for row in definition["rows"]:
        for depth in range(len(row["groups"]) if "groups" in row else 0):
            path = tuple(row["groups"][: depth + 1])
            counts[path] = counts.get(path, 0) + 1
    seen = set()
    for row in definition["rows"]:
        groups = row.get("groups", [])
        cells = []
        for depth in range(len(groups)):
            path = tuple(groups[: depth + 1])
            if path not in seen:
                seen.add(path)
                cells.append(Cell(wide(path[-1]), down=counts[path]))
        label = wide(row["label"])
        cells.append(Cell(PRINTED.get(label, label), across=3 - len(groups)))
        cells += [
            Cell(figures[row["row"], c["column"]], (form, "applications", row["row"], c["column"]))
            for c in columns
        ]
        rows.append(cells)
    return Table(rows, 10)


def review(form, figures):
    columns = RESULTS + ["total"]
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    names = ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
    return Table(
        [
            [Cell("行政复议", across=5), Cell("行政诉讼", across=10)],
            [Cell(h, down=2) for h in heads]
            + [Cell("未经复议直接起诉", across=5), Cell("复议后起诉", across=5)],
            [Cell(h) for h in heads + heads],
            [
                Cell(figures[row, column], (form, "review_litigation", row, column))
                for row in names
                for column in columns
            ],
        ],
        15,
    )


STATISTICS = """统 计 指 标|单位|统计数
一、主动公开情况|——|
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条|disclosed_total
其中：主动公开规范性文件数|条|disclosed_normative
制发规范性文件总数|件|normative_issued
（二）通过不同渠道和方式公开政府信息的情况|——|
1．政府公报公开政府信息数|条|channel.gazette
2．政府网站公开政府信息数|条|channel.website
3．政务微博公开政府信息数|条|channel.weibo
4．政务微信公开政府信息数|条|channel.wechat
5．其他方式公开政府信息数|条|channel.other
二、回应解读情况|——|
（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）|次|response.hot_topics
（二）通过不同渠道和方式回应解读的情况|——|
1．参加或举办新闻发布会总次数|次|response.press_conferences
其中：主要负责同志参加新闻发布会次数|次|response.press_by_leaders
2．政府网站在线访谈次数|次|response.interviews
其中：主要负责同志参加政府网站在线访谈次数|次|response.interviews_by_leaders
3．政策解读稿件发布数|篇|response.policy_explanations
4．微博微信回应事件数|次|response.social_media
5．其他方式回应事件数|次|response.other
三、依申请公开情况|——|
（一）收到申请数|件|requests.received
1．当面申请数|件|requests.in_person
2．传真申请数|件|requests.fax
3．网络申请数|件|requests.online
4．信函申请数|件|requests.letter
（二）申请办结数|件|requests.closed
1．按时办结数|件|requests.on_time
2．延期办结数|件|requests.extended
（三）申请答复数|件|replies.total
1．属于已主动公开范围数|件|replies.already_public
2．同意公开答复数|件|replies.disclosed
3．同意部分公开答复数|件|replies.partially_disclosed
4．不同意公开答复数|件|replies.refused
其中：涉及国家秘密|件|replies.refused.state_secret
涉及商业秘密|件|replies.refused.trade_secret
涉及个人隐私|件|replies.refused.privacy
危及国家安全、公共安全、经济安全和社会稳定|件|replies.refused.security_stability
不是《条例》所指政府信息|件|replies.refused.not_government_information
法律法规规定的其他情形|件|replies.refused.other_law
5．不属于本行政机关公开数|件|replies.not_this_agency
6．申请信息不存在数|件|replies.not_exist
7．告知作出更改补充数|件|replies.amend
8．告知通过其他途径办理数|件|replies.other_channel
四、行政复议数量|件|reconsideration.total
（一）维持具体行政行为数|件|reconsideration.upheld
（二）被依法纠错数|件|reconsideration.corrected
（三）其他情形数|件|reconsideration.other
五、行政诉讼数量|件|litigation.total
（一）维持具体行政行为或者驳回原告诉讼请求数|件|litigation.upheld
（二）被依法纠错数|件|litigation.corrected
（三）其他情形数|件|litigation.other
六、举报投诉数量|件|complaints
七、依申请公开信息收取的费用|万元|fees
八、机构建设和保障经费情况|——|
（一）政府信息公开工作专门机构数|个|units
（二）设置政府信息公开查阅点数|个|reading_points
（三）从事政府信息公开工作人员数|人|staff
1．专职人员数（不包括政府公报及政府网站工作人员数）|人|staff.full_time
2．兼职人员数|人|staff.part_time
（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）|万元|budget
九、政府信息公开会议和培训情况|——|
（一）召开政府信息公开工作会议或专题会议数|次|meetings
（二）举办各类培训班数|次|trainings
（三）接受培训人员数|人次|trainees"""


def statistics_figures(numbers):
    n = numbers.between
    f = {}
    f["disclosed_total"], f["disclosed_normative"], f["normative_issued"] = n(800, 990), n(11, 30), n(31, 40)
    f["channel.gazette"], f["channel.website"], f["channel.weibo"] = n(10, 60), n(400, 790), n(61, 190)
    f["channel.wechat"], f["channel.other"] = n(200, 390), n(3, 9)
    f["response.hot_topics"] = n(41, 59)
    f["response.press_conferences"], f["response.press_by_leaders"] = n(5, 9), n(1, 4)
    f["response.interviews"], f["response.interviews_by_leaders"] = n(12, 19), n(2, 6)
    f["response.policy_explanations"], f["response.social_media"], f["response.other"] = n(60, 88), n(21, 39), n(0, 8)
    f["requests.in_person"], f["requests.fax"], f["requests.online"], f["requests.letter"] = n(1, 9), n(0, 3), n(20, 60), n(4, 18)
    f["requests.received"] = sum(f["requests." + x] for x in ("in_person", "fax", "online", "letter"))
    f["requests.extended"] = n(1, 4)
    f["requests.closed"] = f["requests.received"]
    f["requests.on_time"] = f["requests.closed"] - f["requests.extended"]
    kinds = ["state_secret", "trade_secret", "privacy", "security_stability", "not_government_information", "other_law"]
    for kind in kinds:
        f["replies.refused." + kind] = n(0, 2)
    f["replies.refused"] = sum(f["replies.refused." + kind] for kind in kinds)
    for name in ("already_public", "partially_disclosed", "not_this_agency", "amend", "other_channel"):
        f["replies." + name] = n(0, 2)
    f["replies.not_exist"] = n(0, 2)
    rest = sum(f["replies." + x] for x in ("already_public", "partially_disclosed", "refused", "not_this_agency", "not_exist", "amend", "other_channel"))
    f["replies.disclosed"] = max(f["requests.closed"] - rest, 0)
    f["replies.total"] = rest + f["replies.disclosed"]
    for name in ("reconsideration", "litigation"):
        for part in ("upheld", "corrected", "other"):
            f[f"{name}.{part}"] = n(0, 5)
        f[name + ".total"] = sum(f[f"{name}.{part}"] for part in ("upheld", "corrected", "other"))
    f["complaints"], f["fees"] = n(0, 3), "0"
    f["units"], f["reading_points"] = n(2, 9), n(10, 19)
    f["staff.full_time"], f["staff.part_time"] = n(3, 9), n(20, 45)
    f["staff"] = f["staff.full_time"] + f["staff.part_time"]
    f["budget"] = f"{n(3, 28)}.{n(1, 9)}"
    f["meetings"], f["trainings"], f["trainees"] = n(2, 7), n(8, 11), n(120, 480)
    return f


def statistics(figures, without_unit=False):
    rows = []
    for line in STATISTICS.split("\n"):
        label, unit, name = line.split("|")
        if name == "统计数":
            cells = [Cell(label), Cell(unit), Cell(name)]
        elif name:
            cells = [Cell(label), Cell(unit), Cell(figures[name], ("2014", "statistics", name, "value"))]
        else:
            cells = [Cell(label), Cell(unit), Cell("")]
        if without_unit:
            del cells[1]
        rows.append(cells)
    return Table(rows, 2 if without_unit else 3)


# Truth


MARKS = {"", "/", "／", "-", "－", "—", "——", "无", "無", "未增未减", "未增未減"}
UNITS = re.compile(r"(万元|萬元|元|件次|件|项|項|条|條|人次|次|个|個|人|篇)$")


def truth_of(cell):
    """What a careful reader takes from a cell, (value, status)."""
    if cell.status in ("ambiguous", "lost"):
        return "", cell.status
    if cell.status == "blank":
        return "", "blank"
    if cell.value is not None:
        return str(cell.value), "reported"
    text = unicodedata.normalize("NFKC", cell.text).replace("\u200b", "").strip()
    if text in MARKS or cell.text.strip() in MARKS:
        return "", "blank"
    text = UNITS.sub("", text.replace(",", "")).strip()
    text = re.sub(r"^(增加|增)", "", text)
    text = re.sub(r"^(减少|减|減)", "-", text).removeprefix("+")
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise ValueError(f"no truth for {cell.key}: {cell.text!r}")
    return text, "reported"
