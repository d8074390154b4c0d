package dev.umbra.ui.internal.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ILineSeries.PlotSymbolType;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

import dev.umbra.ui.internal.look.Fonts;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;

/** The charts of the last hour, as many side by side as there is room for. On the SWT thread. */
final class ChartsPane {
	private static final int HOUR = 60;
	/** Of a chart, in points. */
	private static final int WIDTH = 300;
	private static final int HEIGHT = 190;
	private static final int MOST_COLUMNS = 3;
	private static final double AIR = 1.1;
	private final ScrolledComposite scrolled;
	private final Composite content;
	private final List<Chart> charts = new ArrayList<>();
	private Palette palette;
	private List<Series> shown = List.of();

	ChartsPane(Composite parent) {
		palette = Palette.of(parent);
		scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		content = new Composite(scrolled, SWT.NONE);
		GridLayout layout = new GridLayout(1, true);
		layout.marginWidth = layout.marginHeight = Space.NEAR;
		layout.horizontalSpacing = layout.verticalSpacing = Space.NEAR;
		content.setLayout(layout);
		scrolled.setContent(content);
		scrolled.addListener(SWT.Resize, event -> arrange());
		Named.named(scrolled, Messages.charts_name);
	}

	Control control() {
		return scrolled;
	}

	void show(List<Series> series) {
		shown = series;
		while (charts.size() < series.size()) {
			charts.add(chart(charts.size()));
		}
		for (int i = 0; i < series.size(); i++) {
			fill(charts.get(i), series.get(i));
		}
		arrange();
	}

	private Chart chart(int index) {
		Chart chart = new Chart(content, SWT.NONE);
		GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
		data.heightHint = HEIGHT;
		data.widthHint = WIDTH;
		chart.setLayoutData(data);
		chart.getTitle().setFont(Fonts.bold(chart));
		chart.getLegend().setPosition(SWT.BOTTOM);
		IAxis minutes = chart.getAxisSet().getXAxis(0);
		minutes.getTitle().setText(Messages.chart_minutes);
		minutes.getTitle().setFont(chart.getFont());
		minutes.setRange(new Range(-HOUR, 0));
		IAxis values = chart.getAxisSet().getYAxis(0);
		values.getTitle().setVisible(false);
		Named.named(chart, () -> index < shown.size() ? shown.get(index).spoken() : "");
		Named.named((Control) chart.getPlotArea(), () -> index < shown.size() ? shown.get(index).spoken() : "");
		recolor(chart);
		return chart;
	}

	private void fill(Chart chart, Series series) {
		chart.suspendUpdate(true);
		try {
			chart.getTitle().setText(series.title());
			chart.getLegend().setVisible(series.lines().size() > 1);
			double greatest = 1;
			for (int i = 0; i < series.lines().size(); i++) {
				Series.Curve curve = series.lines().get(i);
				ILineSeries<?> line = line(chart, curve.name(), i);
				line.setXSeries(series.minutes());
				line.setYSeries(curve.values());
				for (double value : curve.values()) {
					greatest = Math.max(greatest, value);
				}
			}
			chart.getAxisSet().getYAxis(0).setRange(new Range(0, greatest * AIR));
		} finally {
			chart.suspendUpdate(false);
		}
		chart.redraw();
	}

	private ILineSeries<?> line(Chart chart, String name, int index) {
		ISeries<?> known = chart.getSeriesSet().getSeries(name);
		if (known instanceof ILineSeries<?> line) {
			return line;
		}
		ILineSeries<?> line = (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE, name);
		line.setSymbolType(PlotSymbolType.NONE);
		line.setLineWidth(2);
		line.enableArea(index == 0);
		line.setLineColor(colour(index));
		return line;
	}

	private Color colour(int index) {
		return switch (index) {
		case 0 -> palette.accent();
		case 1 -> palette.ok();
		default -> palette.error();
		};
	}

	/** As many columns as have room. */
	private void arrange() {
		int width = scrolled.getClientArea().width;
		if (width <= 0) {
			return;
		}
		GridLayout layout = (GridLayout) content.getLayout();
		layout.numColumns = Math.clamp(width / WIDTH, 1, MOST_COLUMNS);
		scrolled.setMinHeight(content.computeSize(width, SWT.DEFAULT).y);
		content.layout(true, true);
	}

	/** All values to the clipboard, a line per minute. */
	void copy() {
		StringBuilder text = new StringBuilder();
		for (Series series : shown) {
			text.append(series.title());
			series.lines().forEach(line -> text.append('\t').append(line.name()));
			text.append('\n');
			for (int i = 0; i < series.minutes().length; i++) {
				text.append(String.format(Locale.ROOT, "%.1f", series.minutes()[i]));
				for (Series.Curve line : series.lines()) {
					text.append('\t').append(String.format(Locale.ROOT, "%.1f", line.values()[i]));
				}
				text.append('\n');
			}
		}
		if (!text.isEmpty()) {
			Clipboard clipboard = new Clipboard(scrolled.getDisplay());
			try {
				clipboard.setContents(new Object[] { text.toString() }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
		}
	}

	/** After a change of the theme. */
	void recolor(Palette colours) {
		palette = colours;
		scrolled.setBackground(colours.surface());
		content.setBackground(colours.surface());
		charts.forEach(this::recolor);
	}

	private void recolor(Chart chart) {
		chart.setBackground(palette.surface());
		((Control) chart.getPlotArea()).setBackground(palette.surface());
		chart.getTitle().setForeground(palette.text());
		chart.getLegend().setBackground(palette.surface());
		chart.getLegend().setForeground(palette.dim());
		for (IAxis axis : chart.getAxisSet().getAxes()) {
			axis.getTitle().setForeground(palette.dim());
			axis.getTick().setForeground(palette.dim());
			axis.getGrid().setForeground(palette.line());
			axis.getGrid().setStyle(LineStyle.DOT);
		}
		ISeries<?>[] lines = chart.getSeriesSet().getSeries();
		for (int i = 0; i < lines.length; i++) {
			if (lines[i] instanceof ILineSeries<?> line) {
				line.setLineColor(colour(i));
			}
		}
	}
}
