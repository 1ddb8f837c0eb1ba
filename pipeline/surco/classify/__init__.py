"""Passages → labels: the principles that a passage speaks of, each with its stance, probability and model."""

from surco.classify.cues import CueList, read_cues
from surco.classify.model import Model, Settings, load_model, save_model
from surco.classify.prediction import predict_labels
from surco.classify.training import train_labels
from surco.classify.vectors import WordTable, read_table

__all__ = [
    "CueList", "Model", "Settings", "WordTable", "load_model", "predict_labels", "read_cues", "read_table",
    "save_model", "train_labels",
]  # fmt: skip
