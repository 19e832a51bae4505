"""How a test asks a script: a line of JSON in, a line of JSON out."""

import json
import sys


def handle(operations, line):
    asked = json.loads(line)
    try:
        if asked["op"] not in operations:
            raise LookupError("no operation %s" % asked["op"])
        return {"ok": operations[asked["op"]](asked["inputs"])}
    except Exception as error:  # whatever it is, the test wants to know
        return {"error": "%s: %s" % (type(error).__name__, error)}


def serve(operations):
    """Answers until nobody asks any more."""
    for line in sys.stdin:
        print(json.dumps(handle(operations, line)), flush=True)


def named(*functions):
    """Functions as operations, by their names."""
    return {function.__name__: function for function in functions}
