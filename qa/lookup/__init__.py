"""Questions that name a place in a report: "paragraph 66", "paras 93 to 95", "¶ 41 and 66", "recommendation 6", "page 21".

"p. 66" is page 66 and "§ 12" paragraph 12. What is printed without a number is named by its label, "Executive summary, 3rd
bullet", or by counting on a page. After such a question "and 67?" and "the next one" are places too.

`following` (over `naming`, `items`, `written`, `patterns`, `numbers`) reads the question, `finding` the report; a `Place` goes
from the one to the other.
"""

from qa.lookup.finding import absent, heading, nearest, pages, resolve, there_is
from qa.lookup.following import nth_one, places
from qa.lookup.patterns import subject
from qa.lookup.place import Place

__all__ = ["Place", "absent", "heading", "nearest", "nth_one", "pages", "places", "resolve", "subject", "there_is"]
