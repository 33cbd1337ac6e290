"""Skills and categories: one taxonomy, joined by BROADER."""

from typing import Final

from graph_model.entities.skill import Category, Skill
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_SKILLS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Skill {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_SKILLS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Skill {id: id})
    RETURN n
"""
SAVE_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Category {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_CATEGORIES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Category {id: id})
    RETURN n
"""
SAVE_SKILL_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Skill {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:BROADER {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_BROADER_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Category {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:BROADER {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

SKILLS: Final = Nodes(Skill, SAVE_SKILLS_CYPHER, FIND_SKILLS_CYPHER)
CATEGORIES: Final = Nodes(Category, SAVE_CATEGORIES_CYPHER, FIND_CATEGORIES_CYPHER)
SKILL_CATEGORIES: Final = Ties(SAVE_SKILL_CATEGORIES_CYPHER)
BROADER_CATEGORIES: Final = Ties(SAVE_BROADER_CATEGORIES_CYPHER)
