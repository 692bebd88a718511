"""A training in a notebook: what shows while it runs, and what the stop button leaves. Real kernels, Jupyter's own client."""

import time
import unittest

from test_kernel import PATIENCE, Kernel

MODEL = """
import static padwise.lesson.Notebook.*;
import padwise.attention.*;
import padwise.lesson.*;
import padwise.batch.*;
import padwise.loss.*;
import padwise.model.*;
import padwise.text.*;
import padwise.train.*;

var tokenizer = new WordPieceTokenizer(DoerCorpus.vocabulary());
var batch = Padding.toLongest().apply(List.of(tokenizer.encode("the cat chased the girl"), tokenizer.encode("the cat")));
var words = WordModel.random(BertConfig.mini(DoerCorpus.vocabulary().size()), 1);
var labels = Labels.ofRealTokens(batch.inputIds(), batch.attentionMask());
MaskedLoss loss() { return MaskedCrossEntropy.of(words.forward(batch, AttentionMask.padding(batch.attentionMask())), labels); }
double start = loss().mean().value().getDouble();
"""
TRAINING = "new Trainer(words.parameters(), 0.0001).run({steps}, step -> loss(), progress(\"Words\"));"


def kinds(messages):
    return [message["msg_type"] for message in messages if message["msg_type"] not in ("status", "execute_input")]


def words(messages):
    return [message["content"]["data"]["text/plain"] for message in messages if "data" in message["content"]]


class Training:
    name = ""

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel(name=cls.name)
        cls.addClassCleanup(cls.kernel.end)
        assert kinds(cls.published(MODEL)) == []

    @classmethod
    def published(cls, code):
        return cls.kernel.outputs(cls.kernel.send(code))

    def test_one_output_follows_the_steps_and_ends_with_the_last(self):
        said = self.published(TRAINING.format(steps=40).replace("new", "var whole = new", 1))
        self.assertEqual("display_data", kinds(said)[0])
        self.assertEqual({"update_display_data"}, set(kinds(said)[1:]))
        places = {message["content"]["transient"]["display_id"] for message in said if "data" in message["content"]}
        self.assertEqual(1, len(places))
        self.assertRegex(words(said)[-1], r"^Words: step 40 of 40, loss \d")

    def test_the_stop_button_ends_the_cell_and_keeps_the_model_so_far(self):
        for _ in range(5):
            request = self.kernel.send(TRAINING.format(steps=1_000_000).replace("new", "var part = new", 1))
            self.kernel.outputs(request, until="display_data")  # its own: the last one's late step only updates
            self.kernel.outputs(request, until="update_display_data")
            begin = time.monotonic()
            self.kernel.manager.interrupt_kernel()
            self.kernel.outputs(request)
            self.assertLess(time.monotonic() - begin, PATIENCE / 6)
        time.sleep(1)  # the step under way
        self.assertEqual(["true"], words(self.published("show(loss().mean().value().getDouble() < start);")))
        self.assertEqual(["true"], words(self.published("show(part.losses().size() < 1_000_000);")))
        self.assertRegex(words(self.published(TRAINING.format(steps=3).replace("new", "var more = new", 1)))[-1], "step 3 of 3")


class Java(Training, unittest.TestCase):
    name = "java"


class IJava(Training, unittest.TestCase):
    name = "ijava"
