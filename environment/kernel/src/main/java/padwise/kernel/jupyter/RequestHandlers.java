package padwise.kernel.jupyter;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.comm.Comm;
import org.dflib.jjava.jupyter.messages.Header;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.CommInfoRequest;
import org.dflib.jjava.jupyter.messages.request.HistoryRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;
import org.dflib.jjava.jupyter.messages.request.KernelInfoRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

/** Answers what a page asks about the kernel. */
final class RequestHandlers {
  private final BaseKernel kernel;
  private final IOPub iopub;
  private final History history;

  RequestHandlers(BaseKernel kernel, IOPub iopub, History history) {
    this.kernel = kernel;
    this.iopub = iopub;
    this.history = history;
  }

  /** As JJava does it, with the status that the protocol wants. */
  void introduce(ShellReplyEnvironment env, Message<KernelInfoRequest> message) {
    iopub.awaitListener();
    env.setBusyDeferIdle();
    ((Reply) env)
        .replyWith(
            MessageType.KERNEL_INFO_REPLY,
            Map.of(
                "status", "ok",
                "protocol_version", Header.PROTOCOL_VERISON,
                "implementation", kernel.getName(),
                "implementation_version", kernel.getVersion(),
                "language_info", kernel.getLanguageInfo(),
                "banner", kernel.getBanner(),
                "help_links", kernel.getHelpLinks()));
  }

  void listComms(ShellReplyEnvironment env, Message<CommInfoRequest> message) {
    String wanted = message.getContent().getTargetName();
    var comms = new LinkedHashMap<String, Map<String, String>>();
    for (Comm comm : kernel.getCommManager()) {
      if (wanted == null || wanted.equals(comm.getTargetName())) {
        comms.put(comm.getID(), Map.of("target_name", comm.getTargetName()));
      }
    }
    env.setBusyDeferIdle();
    ((Reply) env).replyWith(MessageType.COMM_INFO_REPLY, Map.of("status", "ok", "comms", comms));
  }

  void interrupt(ShellReplyEnvironment env, Message<InterruptRequest> message) {
    env.setBusyDeferIdle();
    kernel.interrupt();
    ((Reply) env).replyWith(MessageType.INTERRUPT_REPLY, Map.of("status", "ok"));
  }

  void shutDown(ShellReplyEnvironment env, Message<ShutdownRequest> message) {
    boolean restart = message.getContent().isRestart();
    env.markForShutdown();
    env.setBusyDeferIdle();
    kernel.onShutdown(restart);
    ((Reply) env).replyWith(MessageType.SHUTDOWN_REPLY, Map.of("status", "ok", "restart", restart));
  }

  void recall(ShellReplyEnvironment env, Message<HistoryRequest> message) {
    env.setBusyDeferIdle();
    var found = history.find(message.getContent());
    ((Reply) env).replyWith(MessageType.HISTORY_REPLY, Map.of("status", "ok", "history", found));
  }
}
