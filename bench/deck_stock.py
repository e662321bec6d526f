"""The benchmark's deck with python-pptx as its documentation shows it."""

from __future__ import annotations

import io

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.slide import Slide as Drawn
from pptx.util import Inches, Pt

from adapters.deck_colours import palette
from adapters.deck_master import MASTER
from domain.report import AnswerBar, DeckModel, Slide


def stock_deck(model: DeckModel) -> bytes:
    deck = Presentation(str(MASTER))
    front, content = deck.slide_layouts
    for slide in model.slides:
        drawn = deck.slides.add_slide(front if slide.kind == "title" else content)
        _fill(drawn, model, slide)
        drawn.notes_slide.notes_text_frame.text = slide.notes
    deck.core_properties.title = model.title
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _fill(drawn: Drawn, model: DeckModel, slide: Slide) -> None:
    places = {shape.placeholder_format.idx: shape for shape in drawn.placeholders}
    drawn.shapes.title.text = slide.title
    places[13].text_frame.text = slide.lead
    if 14 in places and slide.bullets:
        places[14].text_frame.text = "\n".join(slide.bullets)
    for unused in {14, 15} & places.keys() if not slide.bullets else {15} & places.keys():
        places[unused]._element.getparent().remove(places[unused]._element)
    footer = drawn.shapes.add_textbox(Inches(0.6), Inches(6.98), Inches(9), Inches(0.32))
    footer.text_frame.text = model.footer
    for chart in slide.charts:
        if isinstance(chart, AnswerBar):
            _draw(drawn, chart)


def _draw(drawn: Drawn, bar: AnswerBar) -> None:
    question = drawn.shapes.add_textbox(Inches(0.6), Inches(2), Inches(12.1), Inches(0.9))
    question.text_frame.text = bar.question
    question.text_frame.paragraphs[0].runs[0].font.size = Pt(28)
    data = CategoryChartData()
    data.categories = [bar.label]
    for label, count in zip(bar.scale_labels, bar.counts or (), strict=True):
        data.add_series(label, [count])
    place = (Inches(0.6), Inches(3), Inches(9.7), Inches(1.5))
    frame = drawn.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED_100, *place, data)
    frame._element.xpath(".//p:cNvPr")[0].set("descr", bar.alt_text)
    chart = frame.chart
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.plots[0].gap_width, chart.plots[0].overlap = 0, 100
    chart.category_axis.visible = chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    for series, colour in zip(chart.plots[0].series, palette(len(bar.scale_labels)), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor(*colour)
        series.data_labels.show_value = True
        series.data_labels.font.size = Pt(20)
    side = drawn.shapes.add_textbox(Inches(10.4), Inches(3.5), Inches(2.3), Inches(1))
    side.text_frame.text = f"{bar.favourable} af {bar.n} positive"
