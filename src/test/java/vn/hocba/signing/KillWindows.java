package vn.hocba.signing;

import java.util.List;
import vn.hocba.signing.KillSchool.Consent;
import vn.hocba.testing.PostgresProxy;
import vn.hocba.testing.WirePoint;
import vn.hocba.testing.WirePoint.Phase;

/**
 * Where CSC v2 cannot say what became of a call: an authorisation or an order to sign has been announced in the
 * database, and its answer is not yet stored there. It has no query for either, and activation data, PIN and handle
 * exist once. Everywhere else the ceremony must go on by itself.
 */
final class KillWindows {

    private KillWindows() {}

    /** Whether a kill at the i-th point of the walk can leave an answer unknown. */
    static boolean answerMayBeLost(Consent mode, List<WirePoint> walk, int i) {
        return inWindow("signatures/signHash", walk, i)
                || inWindow("credentials/authorize", walk, i)
                || (mode == Consent.PHONE && inWindow("credentials/authorizeCheck", walk, i));
    }

    /** From the commit that announces the call, once it is done, to the commit that stores the answer, until it is. */
    private static boolean inWindow(String call, List<WirePoint> walk, int i) {
        for (int at = 0; at < walk.size(); at++) {
            if (walk.get(at).what().endsWith(call) && walk.get(at).phase() == Phase.BEFORE) {
                int announced = lastBefore(walk, at);
                int stored = firstAfter(walk, at);
                if (i >= announced && i <= stored) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int lastBefore(List<WirePoint> walk, int at) {
        for (int i = at; i >= 0; i--) {
            if (isCommit(walk.get(i), Phase.AFTER)) {
                return i;
            }
        }
        return 0;
    }

    private static int firstAfter(List<WirePoint> walk, int at) {
        for (int i = at; i < walk.size(); i++) {
            if (isCommit(walk.get(i), Phase.BEFORE)) {
                return i;
            }
        }
        return walk.size() - 1;
    }

    private static boolean isCommit(WirePoint point, Phase phase) {
        return point.what().equals(PostgresProxy.COMMIT) && point.phase() == phase;
    }
}
