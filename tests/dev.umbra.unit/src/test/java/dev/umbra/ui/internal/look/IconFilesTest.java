package dev.umbra.ui.internal.look;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class IconFilesTest {
	/** All that the drawings are made of: nothing that runs, loads or animates. */
	private static final Set<String> SHAPES = Set.of("svg", "path", "circle", "rect", "defs", "linearGradient", "stop");

	private static Path bundle() {
		Path folder = Path.of(System.getProperty("umbra.checkout", "")).toAbsolutePath();
		while (folder != null && !Files.isDirectory(folder.resolve("bundles/dev.umbra.ui"))) {
			folder = folder.getParent();
		}
		assertTrue(folder != null, "no checkout above " + Path.of("").toAbsolutePath());
		return folder.resolve("bundles/dev.umbra.ui");
	}

	private static Document parsed(Icon icon) throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setNamespaceAware(true);
		factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
		factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
		try (InputStream in = Files.newInputStream(bundle().resolve(icon.path()))) {
			return factory.newDocumentBuilder().parse(in);
		}
	}

	@ParameterizedTest
	@EnumSource
	void isADrawingOnSixteenBySixteenAndNothingElse(Icon icon) throws Exception {
		Element root = parsed(icon).getDocumentElement();
		assertEquals("http://www.w3.org/2000/svg", root.getNamespaceURI());
		assertEquals("0 0 16 16", root.getAttribute("viewBox"));
		NodeList all = root.getElementsByTagName("*");
		assertTrue(all.getLength() > 0, "it draws nothing");
		for (int i = 0; i < all.getLength(); i++) {
			Element each = (Element) all.item(i);
			assertTrue(SHAPES.contains(each.getLocalName()), each.getLocalName());
			for (int j = 0; j < each.getAttributes().getLength(); j++) {
				Node attribute = each.getAttributes().item(j);
				assertFalse(attribute.getNodeName().startsWith("on") || attribute.getNodeName().endsWith("href"), attribute.getNodeName());
				String value = attribute.getNodeValue();
				assertTrue(!value.contains(":") && (!value.contains("url(") || value.startsWith("url(#")), value);
			}
		}
	}

	@Test
	void everyFileIsOfAnIcon() throws Exception {
		try (Stream<Path> files = Files.list(bundle().resolve("icons"))) {
			Set<String> names = new TreeSet<>(files.map(file -> "icons/" + file.getFileName()).toList());
			List<String> icons = Arrays.stream(Icon.values()).map(Icon::path).sorted().toList();
			assertEquals(icons, List.copyOf(names));
		}
	}
}
