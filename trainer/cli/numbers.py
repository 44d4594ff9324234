"""What people type where a number is wanted; click itself speaks of floats."""

from typing import Any

import click

from trainer.locale import _


class Number(click.ParamType[float]):
    """A number, with a point or a comma: 7, 7.5 or 7,5."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        try:
            return float(str(value).replace(",", "."))
        except ValueError:
            self.fail(_("“{value}” is no number; say for example 7 or 7.5.").format(value=value), param, ctx)


NUMBER = Number()
