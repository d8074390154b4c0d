package dev.umbra.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.McpServer;

class McpFileTest {
	private static List<McpServer> parse(String text) {
		return McpFile.parse("f.json", text);
	}

	private static String mistake(String text) {
		FailureException thrown = assertThrows(FailureException.class, () -> parse(text));
		assertEquals(Failure.Code.USAGE, thrown.failure().code());
		return thrown.failure().message();
	}

	@Test
	void theArrayOfAcpIsRead() {
		assertEquals(List.of(new McpServer.Stdio("a", "/bin/a", List.of("-x"), Map.of("K", "v")),
				new McpServer.Http("b", "https://b/mcp", Map.of("Authorization", "Bearer ${T}")), new McpServer.Sse("c", "http://c", Map.of())),
				parse("""
						[{"name":"a","command":"/bin/a","args":["-x"],"env":[{"name":"K","value":"v"}]},
						 {"type":"http","name":"b","url":"https://b/mcp","headers":[{"name":"Authorization","value":"Bearer ${T}"}]},
						 {"type":"sse","name":"c","url":"http://c","headers":[]}]"""));
	}

	@Test
	void theObjectOfOtherProgramsIsRead() {
		assertEquals(List.of(new McpServer.Stdio("a", "npx", List.of("-y", "x"), Map.of("K", "v")),
				new McpServer.Http("b", "https://b", Map.of("H", "1")), new McpServer.Sse("c", "https://c", Map.of())), parse("""
						{"other": 1, "mcpServers": {
						  "a": {"command": "npx", "args": ["-y", "x"], "env": {"K": "v"}},
						  "b": {"url": "https://b", "headers": {"H": "1"}},
						  "c": {"type": "sse", "url": "https://c"}}}"""));
		assertEquals(List.of(), parse("{\"mcpServers\":{}}"));
		assertEquals(List.of(), parse("[]"));
	}

	@Test
	void aMistakeNamesTheEntry() {
		assertTrue(mistake("[{\"name\":\"a\",\"command\":\"x\"},{\"command\":\"y\"}]").contains("entry 2: \"name\" is missing"));
		assertTrue(mistake("{\"mcpServers\":{\"bad\":{\"args\":[]}}}").contains("\"bad\": \"command\" is missing"));
		assertTrue(mistake("{\"mcpServers\":{\"bad\":[]}}").contains("\"bad\" is not an object"));
		assertTrue(mistake("[{\"name\":\"a\",\"command\":\"x\",\"args\":\"-v\"}]").contains("entry 1 (a): \"args\" is an array of texts"));
		assertTrue(mistake("[{\"name\":\"a\",\"command\":\"x\",\"env\":{\"K\":1}}]").contains("a value in \"env\" is no text"));
		assertTrue(mistake("[{\"name\":\"a\",\"url\":\"ftp://x\"}]").contains("begins with http:// or https://"));
		assertTrue(mistake("[{\"name\":\"a\",\"type\":\"pipe\",\"url\":\"x\"}]").contains("not \"pipe\""));
		assertTrue(mistake("[{\"name\":\"a\",\"command\":\"x\"},{\"name\":\"a\",\"command\":\"y\"}]").contains("two servers are called \"a\""));
		assertTrue(mistake("{\"servers\":{}}").contains("neither an array"));
		assertTrue(mistake("not json").contains("it is not JSON"));
	}
}
