package dev.umbra.nostr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.wire.JsonTree;

/**
 * Whole files of published vectors, where {@code UMBRA_VECTORS} (an environment variable or a system property) names a folder
 * with {@code bip340-test-vectors.csv} and {@code nip44.vectors.json}; skipped elsewhere.
 */
class VectorFilesTest {
	private final Schnorr schnorr = new BouncySchnorr();

	private static String read(String name) throws IOException {
		String folder = Objects.requireNonNullElse(System.getProperty("UMBRA_VECTORS"), Objects.requireNonNullElse(System.getenv("UMBRA_VECTORS"), ""));
		assumeTrue(!folder.isEmpty(), "UMBRA_VECTORS names no folder of vectors");
		return Files.readString(Path.of(folder, name));
	}

	@Test
	void signatures(TestReporter reporter) throws IOException {
		int valid = 0;
		int invalid = 0;
		List<String> lines = read("bip340-test-vectors.csv").lines().skip(1).toList();
		for (String line : lines) {
			String[] cells = line.toLowerCase(Locale.ROOT).split(",", -1);
			byte[] message = Hex.bytes(cells[4]);
			byte[] signature = Hex.bytes(cells[5]);
			boolean right = cells[6].equals("true");
			assertEquals(right, schnorr.verify(new PublicKey(cells[2]), message, signature), line);
			if (!cells[1].isEmpty()) {
				SecretKey key = SecretKey.ofHex(cells[1]);
				assertEquals(cells[2], schnorr.publicKey(key).hex(), line);
				assertEquals(cells[5], Hex.of(schnorr.sign(key, message, Hex.bytes(cells[3]))), line);
			}
			valid += right ? 1 : 0;
			invalid += right ? 0 : 1;
		}
		assertTrue(valid > 0 && invalid > 0, "the file was not read");
		reporter.publishEntry("BIP-340", valid + " valid, " + invalid + " invalid");
	}

	@Test
	void encryption(TestReporter reporter) throws IOException {
		JsonNode vectors = JsonTree.parse(read("nip44.vectors.json")).path("v2");
		JsonNode valid = vectors.path("valid");
		JsonNode invalid = vectors.path("invalid");
		for (JsonNode each : valid.path("get_conversation_key")) {
			Encryption known = new Encryption(bytes(each, "conversation_key"));
			Encryption made = new Encryption(schnorr, SecretKey.ofHex(each.path("sec1").asText()), new PublicKey(each.path("pub2").asText()));
			assertEquals(known.encrypt("x", new byte[32]), made.encrypt("x", new byte[32]), each::toString);
		}
		byte[] conversation = bytes(valid.path("get_message_keys"), "conversation_key");
		for (JsonNode each : valid.path("get_message_keys").path("keys")) {
			Encryption.MessageKeys keys = Encryption.MessageKeys.of(conversation, bytes(each, "nonce"));
			assertEquals(each.path("chacha_key").asText() + each.path("chacha_nonce").asText() + each.path("hmac_key").asText(),
					Hex.of(keys.cipher()) + Hex.of(keys.nonce()) + Hex.of(keys.mac()));
		}
		for (JsonNode each : valid.path("calc_padded_len")) {
			assertEquals(each.path(1).asInt(), Encryption.padded(each.path(0).asInt()), each::toString);
		}
		texts(valid);
		for (JsonNode each : invalid.path("encrypt_msg_lengths")) {
			assertThrows(NostrException.class, () -> new Encryption(conversation).encrypt("x".repeat(each.asInt())), each::toString);
		}
		for (JsonNode each : invalid.path("get_conversation_key")) {
			assertThrows(NostrException.class, () -> new Encryption(schnorr, SecretKey.ofHex(each.path("sec1").asText()), new PublicKey(each.path("pub2").asText())),
					each::toString);
		}
		for (JsonNode each : invalid.path("decrypt")) {
			assertThrows(NostrException.class, () -> new Encryption(bytes(each, "conversation_key")).decrypt(each.path("payload").asText()), each::toString);
		}
		assertTrue(count(valid) > 50 && count(invalid) > 10, "the file was not read");
		reporter.publishEntry("NIP-44", count(valid) + " valid, " + count(invalid) + " invalid");
	}

	private void texts(JsonNode valid) {
		for (JsonNode each : valid.path("encrypt_decrypt")) {
			Encryption encryption = new Encryption(bytes(each, "conversation_key"));
			String text = each.path("plaintext").asText();
			assertEquals(each.path("payload").asText(), encryption.encrypt(text, bytes(each, "nonce")));
			assertEquals(text, encryption.decrypt(each.path("payload").asText()));
			PublicKey other = schnorr.publicKey(SecretKey.ofHex(each.path("sec2").asText()));
			assertEquals(text, new Encryption(schnorr, SecretKey.ofHex(each.path("sec1").asText()), other).decrypt(each.path("payload").asText()));
		}
		for (JsonNode each : valid.path("encrypt_decrypt_long_msg")) {
			String text = each.path("pattern").asText().repeat(each.path("repeat").asInt());
			Encryption encryption = new Encryption(bytes(each, "conversation_key"));
			String payload = encryption.encrypt(text, bytes(each, "nonce"));
			assertEquals(each.path("plaintext_sha256").asText(), sha(text));
			assertEquals(each.path("payload_sha256").asText(), sha(payload));
			assertEquals(text, encryption.decrypt(payload));
		}
	}

	private static String sha(String text) {
		return Hex.of(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)));
	}

	private static byte[] bytes(JsonNode vector, String member) {
		return Hex.bytes(vector.path(member).asText());
	}

	private static int count(JsonNode groups) {
		int all = 0;
		for (JsonNode group : groups) {
			all += group.has("keys") ? group.path("keys").size() : group.size();
		}
		return all;
	}
}
