package dev.umbra.nostr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The step that turns ChaCha20 into XChaCha20 (draft-irtf-cfrg-xchacha): a key for a long nonce. */
final class HChaCha20 {
	private HChaCha20() {
	}

	/** @param key 32 bytes; {@code nonce}: 16 bytes */
	static byte[] key(byte[] key, byte[] nonce) {
		int[] x = new int[16];
		ByteBuffer.wrap("expand 32-byte k".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(x, 0, 4);
		ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(x, 4, 8);
		ByteBuffer.wrap(nonce).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(x, 12, 4);
		for (int round = 0; round < 10; round++) {
			for (int i = 0; i < 4; i++) {
				quarter(x, i, 4 + i, 8 + i, 12 + i);
			}
			for (int i = 0; i < 4; i++) {
				quarter(x, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4);
			}
		}
		ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
		out.asIntBuffer().put(x, 0, 4).put(x, 12, 4);
		return out.array();
	}

	private static void quarter(int[] x, int a, int b, int c, int d) {
		x[a] += x[b];
		x[d] = Integer.rotateLeft(x[d] ^ x[a], 16);
		x[c] += x[d];
		x[b] = Integer.rotateLeft(x[b] ^ x[c], 12);
		x[a] += x[b];
		x[d] = Integer.rotateLeft(x[d] ^ x[a], 8);
		x[c] += x[d];
		x[b] = Integer.rotateLeft(x[b] ^ x[c], 7);
	}
}
