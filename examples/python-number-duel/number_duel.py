"""Number duel: each of two people has a number from 1 to 100; whoever finds the other's in fewer guesses wins.

An application for two in Python's standard library alone, written from docs/spec/rendezvous.md; its sections are named.
It plays by itself. With the path of a terminal in NUMBER_DUEL_TERMINAL (what the command "tty" prints) a person guesses.
"""

import itertools
import json
import os
import random
import sys
import threading

LOW, HIGH = 1, 100
CONNECTED, CANCELLED, INVITER = 4, 5, 0x01  # 4.1, from 5 on it is over; 4.2
E_INVALIDARG = -2147024809  # 4.4, signed
LINE_BYTES, REQUEST_SECONDS = 524288, 10  # 7.3, 11.2

TITLE, WON, LOST, DRAW, BROKEN, SECRET = range(6)
WORDS = {
    "en": ["Number duel", "You won in {n} guesses.", "{name} won in {n} guesses.",
           "A draw, after {n} guesses each.", "The duel was broken off.", "Your number was {secret}."],
    "de": ["Zahlenduell", "Sie haben mit {n} Versuchen gewonnen.", "{name} hat mit {n} Versuchen gewonnen.",
           "Unentschieden nach je {n} Versuchen.", "Das Duell wurde abgebrochen.", "Ihre Zahl war {secret}."],
}


class Host:
    """The messenger at the other end of standard input and output: JSON-RPC 2.0, one message a line (7.3, 8.1)."""

    def __init__(self):
        self.ids = itertools.count(1)
        self.waiting = {}
        self.lock = threading.Lock()

    def say(self, **message):
        line = json.dumps({"jsonrpc": "2.0", **message}).encode() + b"\n"
        with self.lock:
            sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()

    def ask(self, method, params, then=lambda answer: None):
        """A request. Whoever gets no answer in time has lost the messenger."""
        request_id = next(self.ids)
        deadline = threading.Timer(REQUEST_SECONDS, os._exit, [1])
        deadline.daemon = True
        deadline.start()
        self.waiting[request_id] = (deadline, then)
        self.say(id=request_id, method=method, params=params)

    def answered(self, message):
        if message.get("id") in self.waiting:
            deadline, then = self.waiting.pop(message["id"])
            deadline.cancel()
            then(message)

    def messages(self):
        """Every message until the end of the input: then the messenger has let go. What is no JSON is skipped."""
        while (line := sys.stdin.buffer.readline(LINE_BYTES + 1)).endswith(b"\n"):
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(message, dict) and ("method" in message or "id" in message):
                yield message
            else:
                self.refuse(None, -32600, "no message")

    def refuse(self, request_id, code, text, **data):
        self.say(id=request_id, error={"code": code, "message": text, **data})


class Duel:
    """The two programs tell each other {"answer": "higher" | "lower" | "right", "guess": 50} in turns."""

    def __init__(self, host, terminal):
        self.host = host
        self.reader, self.writer = terminal
        self.name = self.guess = self.secret = None  # There is no session yet.
        self.inviter = self.found = self.was_found = False
        self.sent = self.guesses = 0
        self.low, self.high = LOW, HIGH

    def request(self, method, request_id, params):
        if method != "app/setSession":
            self.host.refuse(request_id, -32601, "no such method")
        elif self.name is not None:  # 8.7
            self.host.refuse(request_id, -32000, "a session is handed over once", data={"hresult": E_INVALIDARG})
        else:
            session = params["session"]
            self.inviter = session["flags"] & INVITER != 0
            self.secret = random.Random(f"{session['id']} {self.inviter}").randint(LOW, HIGH)
            self.name = session["remoteUser"]["name"]
            self.host.say(method="session/held", params={"count": 1})  # 8.16
            self.host.say(id=request_id, result=None)

    def event(self, name, params):
        if name == "session/stateChanged":
            if params["state"] == CONNECTED and self.inviter:
                self.next_guess({})
            elif params["state"] >= CANCELLED:
                self.finish()
        elif name == "session/contextData":
            self.hear(params["data"])
        elif name == "session/terminated":
            print("The session has ended:", params["reason"], params["by"], file=sys.stderr, flush=True)

    def hear(self, data):
        try:
            guess = self.learn(json.loads(data))
        except (ValueError, AttributeError, RecursionError):
            return self.host.ask("session/terminate", {"hr": E_INVALIDARG, "appData": "this is no move of the game"})
        if guess is None:
            return None  # The end of the duel; that of the session follows.
        self.was_found = guess == self.secret
        reply = {"answer": "right" if self.was_found else "higher" if guess < self.secret else "lower"}
        if not self.inviter or not (self.found or self.was_found):
            return self.next_guess(reply)
        self.send(reply)  # Both have guessed equally often.
        return self.host.ask("session/terminate", {"hr": 0, "appData": "the duel is over"})

    def learn(self, said):
        """Takes the answer; returns the guess. The first words have no answer, the inviter's last ones no guess."""
        answer, guess = said.get("answer"), said.get("guess")
        if (answer is None) != (self.guess is None) or answer not in (None, "higher", "lower", "right"):
            raise ValueError("no answer")
        if guess is None and (self.inviter or not (answer == "right" or self.was_found)):
            raise ValueError("no guess")
        if guess is not None and (type(guess) is not int or not LOW <= guess <= HIGH):
            raise ValueError("no number")
        self.found = answer == "right"
        self.low = max(self.low, self.guess + 1) if answer == "higher" else self.low
        self.high = min(self.high, self.guess - 1) if answer == "lower" else self.high
        if self.low > self.high:
            raise ValueError("answers that contradict each other")
        if answer and self.writer:
            print(f"{self.guess}: {answer}", file=self.writer, flush=True)
        return guess

    def next_guess(self, reply):
        self.guesses += 1
        if self.reader:  # Meanwhile the messenger is listened to.
            threading.Thread(target=self.ask_person, args=[reply], daemon=True).start()
        else:
            self.guess = (self.low + self.high) // 2
            self.send({**reply, "guess": self.guess})

    def ask_person(self, reply, text=""):
        while not (text.isdecimal() and LOW <= int(text) <= HIGH):
            print(f"Your guess at the number of {self.name}, {LOW} to {HIGH}:", end=" ", file=self.writer, flush=True)
            text = self.reader.readline().strip()
        self.guess = int(text)
        self.send({**reply, "guess": self.guess})

    def send(self, message):
        self.sent += 1
        self.host.ask("session/sendContextData", {"id": self.sent, "data": json.dumps(message)})

    def finish(self):
        """The session is over, and so is the program: the result stays in the chat (8.19)."""
        outcome = DRAW if self.found and self.was_found else WON if self.found else LOST if self.was_found else BROKEN
        values = {"n": self.guesses, "name": self.name, "secret": self.secret}
        texts = {
            language: {"title": words[TITLE], "lines": [words[line].format(**values) for line in (outcome, SECRET)]}
            for language, words in WORDS.items()
        }
        print(texts["en"]["lines"][0], file=self.writer or sys.stderr, flush=True)
        self.host.say(method="session/held", params={"count": 0})
        self.host.ask("app/finished", {"summary": {"texts": texts}}, lambda answer: sys.exit(0))


def greeted(answer):
    if "error" in answer:
        sys.exit(f"The messenger refused: {answer['error'].get('data', {}).get('reason')}")


def main():
    token = os.environ.pop("RENDEZVOUS_TOKEN", None)  # 7.1, 7.3
    if token is None:
        sys.exit("Start me from a messenger.")
    host, path = Host(), os.environ.get("NUMBER_DUEL_TERMINAL")
    duel = Duel(host, (open(path), open(path, "w")) if path else (None, None))
    hello = {"protocol": [1], "token": token, "application": {"name": "Number duel", "version": "1.0"}}
    host.ask("rendezvous/hello", hello, greeted)
    for message in host.messages():
        try:
            if "method" not in message:
                host.answered(message)
            elif "id" in message:
                duel.request(message["method"], message["id"], message.get("params", {}))
            else:
                duel.event(message["method"], message.get("params", {}))
        except (AttributeError, KeyError, TypeError):  # Parameters that break the contract (8.1).
            if "method" in message and "id" in message:
                host.refuse(message["id"], -32602, "invalid parameters", data={"hresult": E_INVALIDARG})


if __name__ == "__main__":
    main()
