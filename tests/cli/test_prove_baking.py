import argparse
import unittest

from bakery_cli.main import build_parser
from bakery_cli.proofs.baking import Baking


class TestBaking(unittest.TestCase):
    def test_each_seed_is_played_with_as_many_steps_as_asked_for(self):
        proof = Baking.__new__(Baking)
        proof.args = argparse.Namespace(steps=5)
        script = proof._script(17)
        compile(script, "script", "exec")
        self.assertIn("play_seed(env, 17, 5, RandomBakingBooks)", script)

    def test_its_command_takes_seeds_and_steps(self):
        args = build_parser().parse_args(
            ["prove", "baking", "--seeds", "3", "--steps", "4"]
        )
        self.assertEqual((args.what, args.seeds, args.steps), ("baking", "3", 4))
