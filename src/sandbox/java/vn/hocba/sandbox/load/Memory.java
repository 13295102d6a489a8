package vn.hocba.sandbox.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.DemoProcesses;

/** Watches the memory of an API process while something else goes on. */
final class Memory implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final DemoProcesses.Server api;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread watcher;

    /** Megabytes at one second: resident, and live in the Java heap after its last full or mixed collection. */
    record Sample(double second, double resident, double heap) {}

    private Memory(DemoProcesses.Server api) {
        this.api = api;
        this.watcher = Thread.ofVirtual().name("memory").unstarted(this::watch);
    }

    static Memory watching(DemoProcesses.Server api) {
        Memory memory = new Memory(api);
        memory.watcher.start();
        return memory;
    }

    private void watch() {
        long start = System.nanoTime();
        try {
            while (true) {
                add(new Sample((System.nanoTime() - start) / 1e9, resident(), heap()));
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        } catch (IOException | DemoFailure ended) {
            // the samples so far are all there will be
        }
    }

    private synchronized void add(Sample sample) {
        samples.add(sample);
    }

    private double resident() throws IOException {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(api.process().pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
                    .sum();
        }
    }

    private double heap() throws DemoFailure {
        return Readings.metric(api.address(), "jvm_gc_live_data_size_bytes") / (1024 * 1024);
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
