package dev.umbra.ui.internal.live;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;

/** Calls of the host from a dialog or a part: the answer comes back on the SWT thread, if what asked is still there. */
public final class HostAnswers {
	private HostAnswers() {
	}

	/** On the SWT thread. @param service null if it is not there now, which is a failure too */
	public static <S, T> void ask(Control asking, @Nullable S service, Function<S, CompletionStage<Outcome<T>>> call, Consumer<T> done,
			Consumer<Failure> failed) {
		if (service == null) {
			failed.accept(noHost());
			return;
		}
		Display display = asking.getDisplay();
		of(service, call).thenAccept(outcome -> {
			if (display.isDisposed()) {
				return;
			}
			display.asyncExec(() -> {
				if (asking.isDisposed()) {
					return;
				}
				switch (outcome) {
				case Outcome.Ok<T>(T value) -> done.accept(value);
				case Outcome.NotOk<T>(Failure failure) -> failed.accept(failure);
				}
			});
		});
	}

	/** Any thread; never completes exceptionally. @param service null if it is not there now, which is a failure too */
	public static <S, T> CompletionStage<Outcome<T>> of(@Nullable S service, Function<S, CompletionStage<Outcome<T>>> call) {
		if (service == null) {
			return CompletableFuture.completedFuture(Outcome.notOk(noHost()));
		}
		return call.apply(service).exceptionally(error -> Outcome.notOk(Failure.failed(NLS.bind(Messages.call_broke, error.getMessage()), null)));
	}

	private static Failure noHost() {
		return new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint);
	}

	/** Message and hint. */
	public static String words(Failure failure) {
		return failure.hint() == null ? failure.message() : failure.message() + "\n" + failure.hint();
	}
}
