package dev.umbra.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.Test;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.StoreException;

class FailuresTest {
	@Test
	void everyFailureComesBackAsItWas() {
		for (Failure.Code code : Failure.Code.values()) {
			for (String hint : new String[] {null, "Do that."}) {
				Failure failure = new Failure(code, "This happened.", hint);
				RpcException error = Failures.toRpc(failure);
				assertEquals(code.rpc(), error.code());
				assertEquals(code.word(), error.data().path("code").asText());
				assertEquals(failure, Failures.fromRpc(error));
			}
		}
	}

	@Test
	void errorOfAStrangerIsAFailureWithItsWords() {
		assertEquals(Failure.failed("odd", null), Failures.fromRpc(new RpcException(-1, "odd")));
		assertEquals(Failure.failed("odd", null),
				Failures.fromRpc(new RpcException(-1, "odd", Codec.object().put("hint", 7))));
	}

	@Test
	void failureIsFoundInsideWhatAStageThrows() {
		Failure failure = Failure.notFound("Gone.", "Look.");
		assertEquals(failure, Failures.of(new CompletionException(new ExecutionException(new FailureException(failure)))));
		assertEquals(failure, Failures.of(new StoreException(failure, true, new IOException("x"))));
		assertEquals(failure, Failures.of(Failures.toRpc(failure)));
		assertEquals(Failure.usage("Not a position.", null), Failures.of(new IllegalArgumentException("Not a position.")));
	}

	@Test
	void unexpectedExceptionIsAFailureWithItsWords() {
		Failure failure = Failures.of(new IllegalStateException("the pot is broken"));
		assertEquals(Failure.Code.FAILED, failure.code());
		assertTrue(failure.message().contains("the pot is broken"));
	}
}
