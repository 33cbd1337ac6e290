"""The closed lists of the model: every property that takes one of a few values takes it from here."""

from enum import IntEnum, StrEnum


class Level(StrEnum):
    """Levels of territory, from the district down to the stairway."""

    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    COMPOUND = "compound"
    GRID = "grid"
    BUILDING = "building"


class CommunityKind(StrEnum):
    """The seven kinds of community in two classes (撤村建居社区 and 城市社区)."""

    RENAMED_VILLAGE = "renamed_village"
    RENTED_UNMANAGED = "rented_unmanaged"
    RENTED_MANAGED = "rented_managed"
    MIXED = "mixed"
    COMMERCIAL = "commercial"
    OLD = "old"
    VERY_LARGE = "very_large"


class CommunityModel(StrEnum):
    """What a community is an example of: a pilot of its kind (分类试点), or a showcase (示范点)."""

    PILOT = "pilot"
    SHOWCASE = "showcase"


class OrganisationKind(StrEnum):
    """Kinds of organisation; each is also a label of the node (see `labels.KIND_LABELS`)."""

    AGENCY = "agency"
    PUBLIC_INSTITUTION = "public_institution"
    ENTERPRISE = "enterprise"
    SOCIAL_ORGANISATION = "social_organisation"
    MASS_ORGANISATION = "mass_organisation"
    PROPERTY_COMPANY = "property_company"
    OWNERS_COMMITTEE = "owners_committee"
    RESIDENTS_COMMITTEE = "residents_committee"


class SocialCategory(StrEnum):
    """What a social organisation is for."""

    CONVENIENCE = "convenience"
    CHARITY = "charity"
    SAFETY = "safety"
    CULTURE = "culture"
    OTHER = "other"


class PartyForm(StrEnum):
    """Forms of party organisation."""

    WORK_COMMITTEE = "work_committee"
    JOINT_COMMITTEE = "joint_committee"
    BRANCH = "branch"
    GROUP = "group"
    NEIGHBOUR_HUB = "neighbour_hub"


class PartySetup(StrEnum):
    """How a party organisation is set up."""

    SINGLE = "single"
    JOINT = "joint"
    FUNCTIONAL = "functional"


class TeamKind(StrEnum):
    """Kinds of team."""

    VOLUNTEER = "volunteer"
    COMMUNITY_LIAISON = "community_liaison"
    MEDIATION = "mediation"
    GRID = "grid"


class GovernanceForm(StrEnum):
    """Who steers an alliance."""

    LEAD_ORGANISATION = "lead_organisation"
    SHARED = "shared"
    ADMINISTRATIVE = "administrative"


class Role(StrEnum):
    """Role labels a person may carry, any number of them."""

    PARTY_MEMBER = "PartyMember"
    VOLUNTEER = "Volunteer"
    SOCIAL_WORKER = "SocialWorker"


class Gender(StrEnum):
    """GB/T 2261.1."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"
    UNSTATED = "9"


class Employment(StrEnum):
    """Where a person stands in working life."""

    EMPLOYED = "employed"
    RETIRED = "retired"
    MOBILE = "mobile"


class PersonStatus(StrEnum):
    """Whether a person can be asked at all."""

    ACTIVE = "active"
    PAUSED = "paused"
    MOVED_AWAY = "moved_away"
    DECEASED = "deceased"


class RegistrationCapacity(StrEnum):
    """双报到: where a party member reports, at home and at work."""

    RESIDENCE = "residence"
    WORKPLACE = "workplace"


class Reach(StrEnum):
    """How far a helper goes."""

    COMMUNITY = "community"
    SUBDISTRICT = "subdistrict"
    DISTRICT = "district"


class ListStatus(StrEnum):
    """Status of everything on the lists: resource, need, problem, project, post, wish, whistle.

    A draft is a project that was accepted from a proposal and that nobody has begun yet.
    """

    DRAFT = "draft"
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    PAUSED = "paused"
    CANCELLED = "cancelled"


class NeedKind(StrEnum):
    """A need of a community, or a wish of a person or family."""

    NEED = "need"
    WISH = "wish"


class SkillLevel(IntEnum):
    """How sure a skill is."""

    SELF_DECLARED = 0
    JUNIOR = 1
    MIDDLE = 2
    SENIOR = 3


class Verdict(IntEnum):
    """Eligibility in three values; unknown is not yes."""

    NO = 0
    UNKNOWN = 1
    YES = 2


class HelperKind(StrEnum):
    """Kinds of helper."""

    PERSON = "person"
    TEAM = "team"
    ORGANISATION = "organisation"
    RESOURCE = "resource"


class WorkKind(StrEnum):
    """Kinds of work that helpers are proposed for."""

    POST = "post"
    NEED = "need"
    ASK = "ask"


class ListKind(StrEnum):
    """The lists staff keep: two grammars of three lists, posts and wishes."""

    RESOURCE = "resource"
    NEED = "need"
    PROJECT = "project"
    PROBLEM = "problem"
    POST = "post"
    WISH = "wish"


class RunState(StrEnum):
    """Where a weekly run or an import stands."""

    RUNNING = "running"
    FINISHED = "finished"
    UNDONE = "undone"
    STOPPED = "stopped"
    FAILED = "failed"
    UNDOING = "undoing"


class Change(StrEnum):
    """How a suggestion differs from last week's."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    GAP = "gap"


class CauseKind(StrEnum):
    """Why a suggestion differs from last week's, as causes are counted."""

    FIXED = "fixed"
    DECLINED = "declined"
    GONE = "gone"
    UNFIT = "unfit"
    UNSURE = "unsure"
    ELSEWHERE = "elsewhere"
    OUTSCORED = "outscored"
    LEFT_OUT = "left_out"
    FOUND = "found"
    STILL_OPEN = "still_open"
    FIRST_RUN = "first_run"
    MORE_SEATS = "more_seats"
    NEW_WORK = "new_work"


class Decision(StrEnum):
    """What a person decided about a suggestion."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class DeclineReason(StrEnum):
    """Why a suggestion was declined; OTHER needs a note."""

    INCONVENIENT = "inconvenient"
    TIME = "time"
    DISTANCE = "distance"
    SKILL = "skill"
    ALREADY_COVERED = "already_covered"
    SITUATION_CHANGED = "situation_changed"
    OTHER = "other"


class EventKind(StrEnum):
    """Kinds of event in the change feed."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    UNDONE = "undone"
    RUN_FINISHED = "run_finished"
    IMPORTED = "imported"
    LIST_CHANGED = "list_changed"
    WEIGHTS_CHANGED = "weights_changed"
    PIN_FIXED = "pin_fixed"
    PIN_BARRED = "pin_barred"
    PIN_LIFTED = "pin_lifted"
    MAPPING_KEPT = "mapping_kept"
    LINEAGE_SETTLED = "lineage_settled"
    MAPPING_TAKEN_BACK = "mapping_taken_back"
    CODES_LOADED = "codes_loaded"
    PERSONS_MERGED = "persons_merged"
    MERGE_UNDONE = "merge_undone"
    DOUBLE_JUDGED = "double_judged"
    ALIAS_KEPT = "alias_kept"
    ALIAS_TAKEN_BACK = "alias_taken_back"
    RECORDS_TAKEN = "records_taken"


class DoubleState(StrEnum):
    """What staff said of two records that may be of one person."""

    PENDING = "pending"
    SAME = "same"
    APART = "apart"
    LATER = "later"


class PinKind(StrEnum):
    """What staff settled about a person and a post."""

    FIXED = "fixed"
    BARRED = "barred"


class Purpose(StrEnum):
    """What somebody looks for; recorded with every look at personal data."""

    MATCHING = "matching"
    LISTS = "lists"
    REVIEW = "review"
    ANALYSIS = "analysis"
    ADMINISTRATION = "administration"
    RECORDS = "records"
    CONTACT = "contact"
