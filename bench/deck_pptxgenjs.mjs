// The benchmark's deck with pptxgenjs: for every line on stdin one deck; answers with its CPU milliseconds and bytes.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [packages, content] = process.argv.slice(2);
const PptxGenJS = createRequire(`${packages}/`)("pptxgenjs");
const model = JSON.parse(readFileSync(content, "utf8"));
const COLOURS = ["B35806", "F6BE7C", "DEE2E5", "6FA8CF", "0B3C5D"];

async function deck() {
  const made = new PptxGenJS();
  made.layout = "LAYOUT_WIDE";
  made.title = model.title;
  for (const slide of model.slides) {
    const drawn = made.addSlide();
    drawn.addText(slide.title, { x: 0.6, y: 0.42, w: 11.2, h: 0.8, fontSize: 30, bold: true });
    drawn.addText(slide.lead, { x: 0.6, y: 1.3, w: 12.1, h: 0.5, fontSize: 20 });
    if (slide.bullets.length) {
      const bullets = slide.bullets.map((text) => ({ text, options: { bullet: true, breakLine: true } }));
      drawn.addText(bullets, { x: 0.6, y: 1.95, w: 12.1, h: 4.75, fontSize: 24 });
    }
    for (const bar of slide.charts) {
      drawn.addText(bar.question, { x: 0.6, y: 2, w: 12.1, h: 0.9, fontSize: 28, bold: true });
      const series = bar.scale_labels.map((name, at) => ({ name, labels: [bar.label], values: [bar.counts[at]] }));
      drawn.addChart(made.ChartType.bar, series, {
        x: 0.6, y: 3, w: 9.7, h: 1.5, barDir: "bar", barGrouping: "percentStacked", chartColors: COLOURS,
        showLegend: true, legendPos: "t", showValue: true, dataLabelFontSize: 20, barGapWidthPct: 0,
        catAxisHidden: true, valAxisHidden: true, valGridLine: { style: "none" }, altText: bar.alt_text,
      });
      drawn.addText(`${bar.favourable} af ${bar.n} positive`, { x: 10.4, y: 3.5, w: 2.3, h: 1, fontSize: 20 });
    }
    drawn.addText(model.footer, { x: 0.6, y: 6.98, w: 9, h: 0.32, fontSize: 12 });
    drawn.addNotes(slide.notes);
  }
  return made.write({ outputType: "nodebuffer", compression: true });
}

for await (const _ of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const bytes = await deck();
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ milliseconds: (user + system) / 1000, bytes: bytes.length }));
}
