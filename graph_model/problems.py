"""The list of problems 问题 and the needs they led to."""

from typing import Final

from graph_model.entities.problem import Problem
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE
from graph_model.ties import Ties

SAVE_PROBLEMS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Problem {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_PROBLEMS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Problem {id: id}) WHERE " + THING_WITHIN_CLAUSE + " RETURN n"
SAVE_PROBLEM_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Problem {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:LEADS_TO {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PROBLEM_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Problem {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PROBLEM_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Problem {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

PROBLEMS: Final = ScopedNodes(Problem, SAVE_PROBLEMS_CYPHER, FIND_PROBLEMS_CYPHER)
PROBLEM_NEEDS: Final = Ties(SAVE_PROBLEM_NEEDS_CYPHER)
PROBLEM_TERRITORIES: Final = Ties(SAVE_PROBLEM_TERRITORIES_CYPHER)
PROBLEM_CATEGORIES: Final = Ties(SAVE_PROBLEM_CATEGORIES_CYPHER)
