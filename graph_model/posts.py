"""The pool of posts 岗位, what they require and who fills them."""

from typing import Final

from graph_model.entities.post import Post
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE
from graph_model.ties import Ties

SAVE_POSTS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Post {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_POSTS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Post {id: id}) WHERE " + THING_WITHIN_CLAUSE + " RETURN n"
SAVE_POST_SKILLS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Post {id: row.start})
    MATCH (b:Skill {id: row.end})
    MERGE (a)-[r:REQUIRES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_POST_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Post {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_POST_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Post {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_FILLINGS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Post {id: row.end})
    MERGE (a)-[r:FILLS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
OVERFILLED_CYPHER: Final = """
    MATCH (n:Post)<-[r:FILLS|ASSIGNED_TO]-()
    WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    WITH n, count(r) AS held, collect(DISTINCT r.source) AS sources
    WHERE held > n.headcount
    RETURN n.title AS title, n.headcount AS headcount, held AS held, n.source AS source, sources AS sources
    ORDER BY n.id
"""

POSTS: Final = ScopedNodes(Post, SAVE_POSTS_CYPHER, FIND_POSTS_CYPHER)
POST_SKILLS: Final = Ties(SAVE_POST_SKILLS_CYPHER)
POST_TERRITORIES: Final = Ties(SAVE_POST_TERRITORIES_CYPHER)
POST_CATEGORIES: Final = Ties(SAVE_POST_CATEGORIES_CYPHER)
FILLINGS: Final = Ties(SAVE_FILLINGS_CYPHER, keyed_by=("since",))
