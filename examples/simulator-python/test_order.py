"""Scenes: members of a simulated Discord play against the bot. `python3 -m unittest` runs them."""

import unittest

from simulator import Refused, Simulator
from tiny_bot import TinyBot


class OrderTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.discord = cls.enterClassContext(Simulator())
        made = cls.discord.ask(
            "guild",
            name="Café",
            owner="ana",
            channels=[
                {"name": "general"},
                {"name": "kitchen", "overwrites": [{"for": "@everyone", "deny": ["UseApplicationCommands"]}]},
            ],
        )
        cls.guild, cls.ana = made["guildId"], made["ownerId"]
        cls.general, cls.kitchen = made["channels"]["general"], made["channels"]["kitchen"]
        app = cls.discord.application
        cls.enterClassContext(TinyBot(cls.discord.api, app["token"], app["id"]))
        cls.bob = cls.discord.ask("join", guildId=cls.guild, username="bob")["userId"]

    def test_a_command_is_answered(self):
        on = {"as": self.bob, "channelId": self.general}
        ran = self.discord.ask("run", **on, command="order", options={"item": "tea", "count": 2})
        reply = self.discord.ask("reply", **on, interactionId=ran["interactionId"])
        self.assertEqual(reply["message"]["content"], f"<@{self.bob}> orders 2 × tea")

    def test_what_the_client_would_not_let_a_member_do_is_refused_with_the_reason(self):
        on = {"as": self.bob, "command": "order"}
        with self.assertRaises(Refused) as too_many:
            self.discord.ask("run", **on, channelId=self.general, options={"item": "tea", "count": 12})
        self.assertEqual(too_many.exception.reason, "invalid-option")
        with self.assertRaises(Refused) as forbidden:
            self.discord.ask("run", **on, channelId=self.kitchen, options={"item": "tea"})
        self.assertEqual(forbidden.exception.reason, "command-not-allowed")
        with self.assertRaises(Refused) as lacking:
            self.discord.ask("deleteChannel", **{"as": self.bob}, channelId=self.general)
        self.assertEqual(lacking.exception.missing, ["ManageChannels"])

    def test_who_joins_is_welcomed_in_direct_messages(self):
        user = self.discord.ask("join", guildId=self.guild, username="chloe")["userId"]
        with self.discord.events(user) as events:
            dms = self.discord.ask("snapshot", **{"as": user})["dms"]
            channel = dms[0]["id"] if dms else events.until("dm")["channel"]["id"]
            messages = self.discord.ask("messages", **{"as": user}, channelId=channel)["messages"]
            if not messages:
                messages = [events.until("message")["message"]]
            self.assertEqual(messages[0]["content"], "Welcome!")

    def test_a_timeout_ends_when_its_time_has_come(self):
        act = {"as": self.ana, "guildId": self.guild, "userId": self.bob, "act": "timeOut"}
        self.discord.ask("moderate", **act, duration="10m")
        say = {"as": self.bob, "channelId": self.general, "content": "hello"}
        with self.assertRaises(Refused):
            self.discord.ask("say", **say)
        self.discord.ask("clock", advance="11m")
        self.discord.ask("say", **say)

    def test_a_fault_is_set_and_ended(self):
        faults = self.discord.ask("failNext", route="GET /users/@me", status=500, times=2)
        self.assertEqual(faults["planned"], [{"route": "GET /users/@me", "status": 500, "left": 2}])
        self.assertEqual(self.discord.ask("faults", reset=True)["planned"], [])

    @classmethod
    def tearDownClass(cls):
        # Whatever the bot did that Discord would not have taken.
        violations = cls.discord.ask("idle")["violations"]
        if violations:
            raise AssertionError(violations)


if __name__ == "__main__":
    unittest.main()
