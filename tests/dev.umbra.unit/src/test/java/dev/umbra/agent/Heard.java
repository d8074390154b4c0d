package dev.umbra.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import dev.umbra.core.port.AgentInput;
import dev.umbra.core.port.AgentRuntime;

/** A sink that remembers everything in order, and lets a test wait for what it wants. */
final class Heard implements AgentRuntime.Sink {
	sealed interface Item {
	}

	record Input(String session, AgentInput input, String thread) implements Item {
	}

	record Note(String words) implements Item {
	}

	record Exited(int code, String stderr, boolean asked) implements Item {
	}

	private static final long LIMIT_SECONDS = 30;
	private final ReentrantLock lock = new ReentrantLock();
	private final Condition more = lock.newCondition();
	private final List<Item> items = new ArrayList<>();

	@Override
	public void input(String acpSession, AgentInput input) {
		add(new Input(acpSession, input, Thread.currentThread().getName()));
	}

	@Override
	public void note(String words) {
		add(new Note(words));
	}

	@Override
	public void exited(int exitCode, String stderrTail, boolean asked) {
		add(new Exited(exitCode, stderrTail, asked));
	}

	void add(Item item) {
		lock.lock();
		try {
			items.add(item);
			more.signalAll();
		} finally {
			lock.unlock();
		}
	}

	/** The first item that fits, now or within 30 s. */
	Item await(Predicate<Item> wanted) throws InterruptedException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
		lock.lock();
		try {
			int from = 0;
			while (true) {
				for (; from < items.size(); from++) {
					if (wanted.test(items.get(from))) {
						return items.get(from);
					}
				}
				if (more.awaitNanos(deadline - System.nanoTime()) <= 0) {
					throw new AssertionError("not heard; heard was " + (items.size() > 50 ? items.size() + " items" : items));
				}
			}
		} finally {
			lock.unlock();
		}
	}

	<T extends AgentInput> T await(Class<T> type) throws InterruptedException {
		return type.cast(((Input) await(item -> item instanceof Input in && type.isInstance(in.input()))).input());
	}

	Exited awaitExit() throws InterruptedException {
		return (Exited) await(Exited.class::isInstance);
	}

	void awaitText(String text) throws InterruptedException {
		await(item -> item instanceof Input in && in.input() instanceof AgentInput.Chunk chunk && chunk.text().equals(text));
	}

	List<Item> all() {
		lock.lock();
		try {
			return List.copyOf(items);
		} finally {
			lock.unlock();
		}
	}

	List<AgentInput> inputs() {
		return all().stream().filter(Input.class::isInstance).map(item -> ((Input) item).input()).toList();
	}

	List<String> texts() {
		return inputs().stream().filter(AgentInput.Chunk.class::isInstance).map(input -> ((AgentInput.Chunk) input).text()).toList();
	}

	List<String> notes() {
		return all().stream().filter(Note.class::isInstance).map(item -> ((Note) item).words()).toList();
	}
}
