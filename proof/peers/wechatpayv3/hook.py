"""Where a shop is notified: a server on loopback, and what it was told, one after the other."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hook:
    """Listens; `judge(headers, body)` gives what is told, or raises for a notification that it refuses."""

    def __init__(self, judge):
        self._told = queue.Queue()
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler(judge))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d/notify" % server.server_port

    def next(self):
        """Waits for what is told next."""
        return self._told.get()

    def _handler(self, judge):
        told = self._told

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                try:
                    what, status, reply = judge(self.headers, body), 204, b""
                except Exception as error:
                    what, status = {"refused": str(error)}, 401
                    reply = json.dumps({"code": "FAIL", "message": str(error)}).encode()
                self.send_response(status)
                if reply:
                    self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)
                told.put(what)

            def log_message(self, *_):
                pass  # the gateway tells what it sent

        return Handler
