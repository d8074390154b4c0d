package dev.umbra.host;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

import dev.umbra.core.ForeignText;

/**
 * Foreign Markdown as HTML that does nothing by itself: HTML in it is shown as text, pictures are named and not fetched, links lead to the
 * web or to a mail address or are no links. No character drives a terminal or reorders a line. Not shared between threads.
 */
final class RenderedMarkdown {
	private static final Pattern LINKED = Pattern.compile("(?i)(?:https?://|mailto:)[^\\s]*");
	/** Deeper nesting means nothing to a reader, and much to a browser. */
	private static final int DEEPEST = 50;
	private final Parser parser;
	private final HtmlRenderer renderer;

	RenderedMarkdown() {
		var extensions = List.of(TablesExtension.create(), StrikethroughExtension.create());
		parser = Parser.builder().extensions(extensions).maxOpenBlockParsers(DEEPEST).maxInlineNesting(DEEPEST).build();
		renderer = HtmlRenderer.builder().extensions(extensions).escapeHtml(true).sanitizeUrls(true).percentEncodeUrls(true)
				.nodeRendererFactory(Targets::new).build();
	}

	/** @param markdown what a reference by a number makes of it is made harmless here */
	String html(String markdown) {
		// a character may be written by its number, and is one only now
		return ForeignText.shown(renderer.render(parser.parse(markdown)));
	}

	/** What leads elsewhere. */
	private static final class Targets implements NodeRenderer {
		private final HtmlNodeRendererContext context;

		Targets(HtmlNodeRendererContext context) {
			this.context = context;
		}

		@Override
		public Set<Class<? extends Node>> getNodeTypes() {
			return Set.of(Link.class, Image.class);
		}

		@Override
		public void render(Node node) {
			String target = node instanceof Link link ? link.getDestination() : ((Image) node).getDestination();
			if (LINKED.matcher(target).matches()) {
				context.getWriter().tag("a", Map.of("href", context.encodeUrl(target), "rel", "noopener noreferrer nofollow"));
				inside(node);
				context.getWriter().tag("/a");
			} else {
				inside(node);
				context.getWriter().text(target.isEmpty() ? "" : " (" + target + ")");
			}
		}

		private void inside(Node node) {
			if (node.getFirstChild() == null && node instanceof Image image) {
				context.getWriter().text(image.getDestination());
			}
			for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
				context.render(child);
			}
		}
	}
}
