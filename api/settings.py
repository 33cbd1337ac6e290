"""What a site can set: every setting is an environment variable GONGJIAN_… with its default and its meaning."""

from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph_model.circle.walking import DETOUR, PACE, ListedWalk, StraightWalk, Walking
from graph_model.day import DEFAULT_ZONE
from loaders.walking_lists import read_walking_list
from matching.sharing import Sharing, UnusableSharingError
from matching.weights import Weights

PREFIX: Final = "GONGJIAN_"


class Settings(BaseSettings):
    """The settings of one site; the descriptions are its documentation (docs/settings.md)."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    data_folder: Path = Field(
        Path("data"), description="放数据、密钥和日志的文件夹；相对路径从当前目录算起。删掉它就是从头开始。"
    )
    host: str = Field("127.0.0.1", description="监听的地址。默认只有本机能访问。")
    port: int = Field(8360, ge=0, le=65535, description="监听的端口；0 表示由系统挑一个空闲的。")
    public_url: str | None = Field(
        None,
        description="用户看到的地址（放在反向代理之后时设置），如 https://gongjian.example；启动时按它打印登录地址。",
    )
    secure_cookie: bool = Field(default=False, description="会话只在 HTTPS 上发送；放在 HTTPS 代理之后时设为 true。")
    session_hours: int = Field(168, ge=1, le=8760, description="登录一次管多少小时。")
    sign_in_hours: int = Field(24, ge=1, le=720, description="启动时打印的一次性登录地址多少小时内有效。")
    neo4j_uri: str | None = Field(
        None, description="Neo4j 的地址，如 bolt://127.0.0.1:7687。不设就用自带的图数据库，什么都不用装。"
    )
    neo4j_user: str = Field("neo4j", description="Neo4j 的用户名。")
    neo4j_password_file: Path | None = Field(None, description="只含 Neo4j 密码的文件；用 Neo4j 时必须设。")
    neo4j_database: str = Field("neo4j", description="Neo4j 的数据库名。")
    heap: str = Field("1g", pattern=r"^\d+[mg]$", description="自带图数据库的内存上限，如 512m、1g、4g。")
    territory: str | None = Field(None, description="管理员所管区域的 12 位代码；不设就是图里最上一级的区域。")
    timezone: str = Field(DEFAULT_ZONE, description="所管区域的时区；“今天”是那里的今天，与服务器和数据库的时钟无关。")
    page_size: int = Field(20, ge=1, le=200, description="列表一页的条数，没有另说时用它。")
    upload_megabytes: int = Field(64, ge=1, le=1024, description="一次导入的文件最大多少兆。")
    exploration: int = Field(
        0,
        ge=0,
        le=10_000,
        description="每周让机会给分数相近的组合加几分（最多 10000，即满分的 1%），好让不总派同样的人；"
        "只在符合资格的里面，同一周结果不变。默认 0：没有缘故不换人，每条建议都说得出为什么。",
    )
    fairness: str = Field(
        "300000,150000,50000",
        description="社区之间的公平：每个社区本周第一、第二、第三……条建议另加多少分（满分是 1000000），逗号隔开，"
        "不能越往后越多；写 0 就关掉，只按总分派。代价印在“依据”页上。",
    )
    most_new: int = Field(
        0,
        ge=0,
        le=100,
        description="同一个人一周最多得到几条新建议；0 表示只按本人登记的上限。本人的上限什么时候都不超过。",
    )
    weights: str = Field(
        "trade=250000,near=140000,papers=100000,time=100000,ties=100000,done=100000,"
        "room=70000,wish=60000,wording=40000,fresh=20000,urgency=20000",
        description="契合分里各项特征的权重，逗号隔开，写键或中文名（见 docs/matching.md“特征与权重”）；"
        "每一项都要写，不计的写 0；合计不是 1000000 的按比例折算。采用了学到的权重（gongjian weights adopt）"
        "就按学到的，退回以后又按这里的；改了要重新启动。",
    )
    walk_detour: float = Field(
        DETOUR, ge=1, le=5, description="服务圈：没有路网时，步行的路是直线距离的几倍（绕行系数）。"
    )
    walk_pace: float = Field(PACE, ge=20, le=200, description="服务圈：一分钟走多少米；10分钟就是它的十倍。")
    walking_list: Path | None = Field(
        None,
        description="服务圈：本地路网算好的步行路程，csv，三列“起点编号”“终点编号”“步行米数”，双向都用；"
        "没列出的照直线距离乘绕行系数。服务圈页的“要填的路程表”给出起点和终点，填好“步行米数”就行。改了文件要重新启动。",
    )
    log_level: str = Field("warning", pattern="^(debug|info|warning|error)$", description="日志的详细程度。")

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise ValueError(f"不是时区的名字：{zone}，例如 {DEFAULT_ZONE}") from unknown
        return zone

    @field_validator("fairness")
    @classmethod
    def _are_returns(cls, written: str) -> str:
        try:
            Sharing(returns_in(written))
        except (ValueError, UnusableSharingError) as unusable:
            raise ValueError(f"不是不增的几个分数：{written}，例如 300000,150000,50000") from unusable
        return written

    @field_validator("weights")
    @classmethod
    def _are_weights(cls, written: str) -> str:
        from api.weights import weights_in  # noqa: PLC0415 light commands stay quick

        weights_in(written)
        return written

    @field_validator("walking_list")
    @classmethod
    def _is_a_walking_list(cls, file: Path | None) -> Path | None:
        if file is not None:
            read_walking_list(file)
        return file

    @property
    def walking(self) -> Walking:
        """How far it is on foot between two places."""
        straight = StraightWalk(self.walk_detour, self.walk_pace)
        return ListedWalk(read_walking_list(self.walking_list), straight) if self.walking_list else straight

    @property
    def sharing(self) -> Sharing:
        """How the week is spread over communities and people."""
        return Sharing(returns_in(self.fairness), self.most_new)

    @property
    def stated_weights(self) -> Weights:
        """The weights of the score until learnt ones are adopted."""
        from api.weights import weights_in  # noqa: PLC0415 light commands stay quick

        return weights_in(self.weights)

    @property
    def embedded(self) -> bool:
        """Whether the application brings its own graph server."""
        return self.neo4j_uri is None

    @property
    def graph_folder(self) -> Path:
        """Where the embedded graph lives."""
        return self.data_folder / "graph"

    @property
    def unfinished_sample(self) -> Path:
        """A file that is there while the sample district is being loaded, so that a break is mended."""
        return self.data_folder / "sample-unfinished"

    @property
    def reports_folder(self) -> Path:
        """Where the reports of each week are kept."""
        return self.data_folder / "reports"

    @property
    def cookie_name(self) -> str:
        """Cookies ignore ports, so two sites on one host are told apart by name."""
        return f"gongjian_{self.port}"


def returns_in(written: str) -> tuple[int, ...]:
    """Read the worth of each community's first, second … suggestion; nothing for zeros alone.

    >>> returns_in("300000, 150000")
    (300000, 150000)
    """
    returns = tuple(int(one) for one in written.split(",") if one.strip())
    return returns if any(returns) else ()


def settings_table() -> str:
    """Return the Markdown table of docs/settings.md: variable, default and meaning of every setting."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_shown(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| 变量 | 默认 | 含义 |", "|---|---|---|", *rows])


def _shown(default: object) -> str:
    return "不设" if default is None else f"`{str(default).lower() if isinstance(default, bool) else default}`"
